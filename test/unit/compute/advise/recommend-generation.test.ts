/** What is recommended to who wants more pictures. */
import { describe, expect, it } from 'vitest'
import { recommendGeneration, reviewGeneration } from '../../../../compute/advise/recommend-generation.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import { buildGenerativeModel } from '../../../../compute/models/generative-families.ts'
import type { Limits } from '../../../../compute/spec/advice.ts'
import type { Media } from '../../../../compute/spec/dataset.ts'
import { generationRecommendationSchema, generativeChoices } from '../../../../compute/spec/generation-advice.ts'
import { imageNumbers } from '../../../../compute/spec/image-model.ts'
import { memoryProfile } from './memory-profile.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'

function tableOf(count: number, side: number, classes = true, channels = 3) {
  const rows = Array.from({ length: count }, (_, row) => row)
  const columns: Record<string, string[] | number[]> = {
    image: rows.map((row) => `${row}.png`),
    ...(classes ? { label: rows.map((row) => ['cat', 'dog', 'owl'][row % 3]!) } : {}),
    brightness: rows.map((row) => (row % 50) / 50),
  }
  const profile = memoryProfile(columns, { image: 'image' })
  const media: Media = {
    kind: 'image',
    column: 'image',
    file: 'datasets/x.images.zip',
    fileBytes: 1,
    sha256: 'x',
    usual: { channels, height: side, width: side },
  }
  return { profile, media, fingerprint: 'f' }
}

const limits = (budget: Limits['budget']): Limits => ({ budget, maxFileMb: null, maxPredictionMs: null, threads: 2 })
const asked = (table: ReturnType<typeof tableOf>, label: string | null = null, budget: Limits['budget'] = 'balanced') =>
  recommendGeneration(table, { label, limits: limits(budget) }, speed)

describe('more pictures', () => {
  it('are drawn by a VAE where there are few to learn from, by a DCGAN where there are many and there is time', () => {
    expect(asked(tableOf(400, 28)).pick).toBe('vae')
    expect(asked(tableOf(6000, 28)).pick).toBe('dcgan')
    expect(asked(tableOf(6000, 28), null, 'quick').pick).toBe('vae')
  })

  it('of a class are drawn by a GAN that is told the classes', () => {
    const { pick, specs, runnerUp } = asked(tableOf(400, 28), 'label')
    expect(pick).toBe('dcgan')
    expect(specs.dcgan).toMatchObject({ label: 'label', model: { classes: 3 }, training: { samples: 12 } })
    expect(specs['article-gan']).toMatchObject({ label: 'label', model: { classes: 3 } })
    // A VAE can't be asked.
    expect(specs.vae.label).toBeNull()
    expect(runnerUp).toMatchObject({ choice: 'vae', when: { key: 'advice.generation.vaeWinsWithoutClasses' } })
  })

  it.each([1, 7, 8, 13, 28, 31, 32, 50, 100, 300])(
    'of %i pixels a side are offered at a size that each network can make',
    (side) => {
      for (const budget of ['quick', 'balanced', 'thorough'] as const) {
        const recommendation = asked(tableOf(60, side, true, side % 2 === 0 ? 1 : 3), 'label', budget)
        expect(generationRecommendationSchema.parse(recommendation)).toEqual(recommendation)
        for (const choice of generativeChoices) {
          const { model, image } = recommendation.specs[choice]
          expect(() => buildGenerativeModel(model, imageNumbers(image)), choice).not.toThrow()
          expect(Math.max(image.height, image.width)).toBeLessThanOrEqual(64)
        }
      }
    },
  )

  it('take as many passes as fit into the time', () => {
    const [quick, thorough] = [asked(tableOf(2000, 64), null, 'quick'), asked(tableOf(2000, 64), null, 'thorough')]
    expect(quick.specs.dcgan.training.epochs).toBeLessThan(thorough.specs.dcgan.training.epochs)
    expect(quick.cost.trainSeconds).toBeLessThan(12)
  })

  it('ask for more to learn from where there are few', () => {
    const levels = (count: number) => asked(tableOf(count, 28)).checks.map(({ level, text }) => [level, text.key])
    expect(levels(6)).toEqual([['needs-you', 'advice.generation.tooFew']])
    expect(levels(60)).toEqual([['needs-you', 'advice.generation.few']])
    expect(levels(600)).toEqual([['fine', 'advice.generation.enough']])
  })

  it('cost more where the network is larger', () => {
    const table = tableOf(600, 28)
    const { specs } = asked(table)
    const costOf = (latent: number) =>
      reviewGeneration(table.profile, { ...specs.vae, model: { ...specs.vae.model, latent } }, speed).cost
    expect(costOf(512).parameters).toBeGreaterThan(costOf(8).parameters)
    expect(costOf(512).trainSeconds).toBeGreaterThan(costOf(8).trainSeconds)
  })
})

describe('pictures without classes', () => {
  it('are suggested for making more of them, those with classes for telling them apart', () => {
    expect(suggestAnswers(tableOf(60, 28, false).profile, { cores: 4 }).answers.generation).toEqual({ label: null })
    expect(suggestAnswers(tableOf(60, 28, true).profile, { cores: 4 }).answers.generation).toBeUndefined()
    // A person who chooses one of their measures wants to predict it.
    const chosen = suggestAnswers(tableOf(60, 28, false).profile, { cores: 4 }, 'brightness')
    expect(chosen.answers.generation).toBeUndefined()
  })
})
