/** What is recommended for pictures. */
import { describe, expect, it } from 'vitest'
import { recommend } from '../../../../compute/advise/recommend.ts'
import { reviewSpec } from '../../../../compute/advise/review-spec.ts'
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
const { answers } = suggestAnswers(profile, { cores: 4 }, null, { media: media(150, 200) })
const asked = (limits: Partial<Answers['limits']>, pictures: Media) => {
  const recommendation = recommend(profile, { ...answers, limits: { ...answers.limits, ...limits } }, speed, pictures)
  expect(() => recommendationSchema.parse(recommendation)).not.toThrow()
  return { ...recommendation, model: recommendation.model as CnnSpec }
}

describe('pictures with columns beside them', () => {
  const beside = memoryProfile(
    {
      image: rows.map((row) => `${row}.png`),
      species: rows.map((row) => (row % 2 === 0 ? 'cat' : 'dog')),
      width: rows.map((row) => 200 + (row % 7)),
      age: rows.map((row) => (row * 7) % 19),
      coat: rows.map((row) => ['short', 'long', 'curly'][row % 3]!),
    },
    { image: 'image' },
  )
  const pictures = media(32, 32)
  const suggested = suggestAnswers(beside, { cores: 4 }, 'species', { media: pictures })
  const mixed = recommend(beside, suggested.answers, speed, pictures)

  it('are answered as both together, or as pictures alone', () => {
    expect(suggested.possible.data).toEqual(['mixed', 'images'])
    expect(suggestAnswers(profile, { cores: 4 }, 'label', { media: pictures }).possible.data).toEqual(['images'])
  })

  it('are learned by one network that looks at the pictures and at the columns, but for what is measured of the pictures', () => {
    expect(() => recommendationSchema.parse(mixed)).not.toThrow()
    expect(mixed.model).toMatchObject({ family: 'fusion', image: { channels: 3, height: 32, width: 32 } })
    expect(mixed.features.map(({ column }) => column)).toEqual(['age', 'coat', 'image'])
    expect(mixed.leftOut.map(({ column }) => column)).toEqual(['width'])
    expect(mixed.runnerUp.model).toMatchObject({ family: 'fusion', design: { kind: 'residual' } })
  })

  it('cost as much as is said of the plan when it is looked at again', () => {
    const { model, training, features } = mixed
    const spec = {
      datasetFingerprint: '',
      task: 'classification',
      target: 'species',
      model,
      training,
      features,
    } as const
    expect(reviewSpec(beside, spec, speed).cost).toEqual(mixed.cost)
    expect(mixed.cost.parameters).toBeGreaterThan(
      recommend(beside, { ...suggested.answers, data: 'images' }, speed, pictures).cost.parameters,
    )
  })
})

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
