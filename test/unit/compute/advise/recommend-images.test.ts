/** What is recommended for pictures. */
import { describe, expect, it } from 'vitest'
import { recommend } from '../../../../compute/advise/recommend.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import { type Answers, recommendationSchema } from '../../../../compute/spec/advice.ts'
import type { Media } from '../../../../compute/spec/dataset.ts'
import type { CnnSpec } from '../../../../compute/spec/image-model.ts'
import { memoryProfile } from './memory-profile.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'

const rows = Array.from({ length: 400 }, (_, row) => row)
const profile = memoryProfile(
  {
    image: rows.map((row) => `${row % 2 === 0 ? 'cats' : 'dogs'}/${row}.png`),
    label: rows.map((row) => (row % 2 === 0 ? 'cats' : 'dogs')),
    width: rows.map(() => 200),
    height: rows.map((row) => 150 + (row % 3)),
  },
  { image: 'image' },
)
const media = (height: number, width: number): Media => ({
  kind: 'image',
  column: 'image',
  file: 'datasets/x.images.zip',
  fileBytes: 1,
  sha256: 'x',
  usual: { channels: 3, height, width },
})
const { answers } = suggestAnswers(profile, { cores: 4 })
const asked = (limits: Partial<Answers['limits']>, pictures: Media) => {
  const recommendation = recommend(profile, { ...answers, limits: { ...answers.limits, ...limits } }, speed, pictures)
  expect(() => recommendationSchema.parse(recommendation)).not.toThrow()
  return { ...recommendation, model: recommendation.model as CnnSpec }
}

describe('pictures', () => {
  it('are answered as images, with the class to predict', () => {
    expect(answers).toMatchObject({ data: 'images', task: 'classification', target: 'label' })
  })

  it('are learned by a convolutional network that looks at them alone', () => {
    const { model, features, leftOut } = asked({}, media(150, 200))
    expect(model.family).toBe('cnn')
    expect(features).toEqual([{ column: 'image', kind: 'image' }])
    expect(leftOut.map(({ column }) => column)).toEqual(['width', 'height'])
  })

  it('are looked at smaller where time is short, in their form, and never enlarged', () => {
    const sizeOf = (budget: Answers['limits']['budget'], pictures: Media) => asked({ budget }, pictures).model.image
    expect(sizeOf('quick', media(150, 200))).toEqual({ channels: 3, height: 24, width: 32 })
    expect(sizeOf('thorough', media(150, 200))).toEqual({ channels: 3, height: 72, width: 96 })
    expect(sizeOf('thorough', media(8, 8))).toEqual({ channels: 3, height: 8, width: 8 })
    expect(sizeOf('quick', media(1, 1000))).toEqual({ channels: 3, height: 4, width: 32 })
  })

  it('of any size get networks that fit them', () => {
    for (const side of [4, 5, 8, 16, 28, 500]) {
      const { model, runnerUp } = asked({}, media(side, side))
      expect(model.design).toMatchObject({ kind: 'plain' })
      expect(runnerUp.model.family).toBe('cnn')
    }
  })

  it('get a smaller network for a smaller file', () => {
    const { model, cost } = asked({ maxFileMb: 0.05 }, media(8, 8))
    expect(cost.fileMb).toBeLessThanOrEqual(0.05)
    expect(asked({}, media(8, 8)).cost.parameters).toBeGreaterThan(cost.parameters)
    expect(model.design).not.toEqual(asked({}, media(8, 8)).model.design)
  })
})
