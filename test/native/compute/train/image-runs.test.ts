/** Whole runs on images: that they learn real digits, and go on after an interruption as if there had been none. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noAugmentation } from '../../../../compute/spec/augmentation.ts'
import type { CnnDesign } from '../../../../compute/spec/image-model.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import type { EpochMetrics } from '../../../../compute/spec/run.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import { digitsTable } from '../../../support/digits.ts'
import { familyToys } from '../../../support/family-toys.ts'
import { expectSameBytes } from '../../../support/interrupted-runs.ts'
import { toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-images-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const plain = familyToys['plain CNN'].model.design
const residual = familyToys['residual CNN'].model.design

describe.each([plain, residual])('a run of a $kind convolutional network with dropout', (design) => {
  it.each([1, 2])('is the same bytes wherever it was interrupted, with %i threads', async (threads) => {
    const model: ModelSpec = { family: 'cnn', image: { channels: 2, height: 7, width: 6 }, design }
    const options = { model, data: toyTable(288, 84), training: { ...toyTraining, threads } }
    await expectSameBytes(join(folder, `${design.kind} ${threads}`), [[3], [1, 6], [2, 2, 5, 1]], options)
  })
})

describe('a run on mixed pictures', () => {
  const mixing = { mixup: 0.4, cutmix: 1, share: 0.8 }
  const augmentation = { ...noAugmentation, crop: 0.3, mixing }

  it('is the same bytes wherever it was interrupted, in batches at once and in parts', async () => {
    const model: ModelSpec = { family: 'cnn', image: { channels: 2, height: 7, width: 6 }, design: plain }
    for (const accumulation of [1, 3]) {
      const options = { model, data: toyTable(288, 84), training: { ...toyTraining, augmentation, accumulation } }
      await expectSameBytes(join(folder, `mixed ${accumulation}`), [[3], [2, 2, 5, 1]], options)
    }
  })

  it('still names at least 97 of 100 digits that it has never seen', { timeout: 120_000 }, async () => {
    const data = digitsTable()
    const design = { ...plain, channels: [16, 32], hidden: [64] } satisfies CnnDesign
    const model: ModelSpec = { family: 'cnn', image: { channels: 1, height: 8, width: 8 }, design }
    const training = { ...toyTraining, epochs: 20, batchSize: 32, learningRate: 3e-3, seed: 3, threads: 2 }
    const epochs: EpochMetrics[] = []
    const trained = await trainRun(
      toyRun({
        model,
        data,
        training: { ...training, augmentation: { ...noAugmentation, mixing } },
        onEpoch: (metrics) => void epochs.push(...metrics),
      }),
    )
    expect(await testAccuracy(trained, data)).toBeGreaterThanOrEqual(0.97)
    // Mixtures are never learned to the end; what is judged is not mixed.
    const last = epochs.at(-1)!
    expect(last.trainLoss).toBeGreaterThan(0.4)
    expect(last.validationLoss).toBeLessThan(0.2)
    expect(last.validationScore).toBeGreaterThan(0.95)
  })
})

/** The share of the test rows whose class a model names. */
async function testAccuracy(model: Awaited<ReturnType<typeof trainRun>>, table: TrainingTable): Promise<number> {
  const { inputs, outputs, features, targets, split } = table
  const rows = [...split.test]
  const picked = Float32Array.from(rows.flatMap((row) => [...features.subarray(row * inputs, (row + 1) * inputs)]))
  const predictor = await createPredictor(model, 1)
  const logits = await predictor.logits(picked, rows.length)
  await predictor.release()
  const right = rows.filter((row, index) => {
    const own = logits.subarray(index * outputs, (index + 1) * outputs)
    return own.indexOf(Math.max(...own)) === targets.values[row]
  })
  return right.length / rows.length
}

/** Rows of two numbers and a picture of noise: the class is whether the first number's sign and the picture's brighter half agree. */
function agreementTable(rows: number, { height, width }: { height: number; width: number }): TrainingTable {
  const each = 2 + height * width
  const table = toyTable(rows, each)
  const features = table.features.slice()
  const values = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const isLeft = features[row * each + 1]! > 0
    for (let pixel = 0; pixel < height * width; pixel++)
      features[row * each + 2 + pixel]! += pixel % width < width / 2 === isLeft ? 0.5 : -0.5
    values[row] = features[row * each]! > 0 === isLeft ? 1 : 0
    // The number that made the picture says nothing any more.
    features[row * each + 1] = 0
  }
  return { ...table, outputs: 2, features, targets: { kind: 'classes', values } }
}

describe('a network for pictures and columns', () => {
  it('names what neither the picture nor the columns tell alone', async () => {
    const size = { channels: 1, height: 6, width: 6 }
    const data = agreementTable(600, size)
    const model: ModelSpec = { ...familyToys.fusion.model, image: size, dropout: 0 }
    const training = { ...toyTraining, epochs: 20 }
    const withoutColumns = { ...data, features: data.features.map((value, at) => (at % data.inputs === 0 ? 0 : value)) }
    const withoutPictures = { ...data, features: data.features.map((value, at) => (at % data.inputs < 2 ? value : 0)) }
    const accuracies: number[] = []
    for (const given of [data, withoutColumns, withoutPictures])
      accuracies.push(await testAccuracy(await trainRun(toyRun({ model, data: given, training })), given))
    expect(accuracies[0]).toBeGreaterThan(0.95)
    expect(accuracies[1]).toBeLessThan(0.7)
    expect(accuracies[2]).toBeLessThan(0.7)
  })

  it('changes only the pictures by augmentation', async () => {
    const data = toyTable(288, 6 + 84)
    const { model } = familyToys.fusion
    // Turned upside down at random, or with every number of the picture erased: the columns alone are left to learn from.
    const augmentation = { ...noAugmentation, erase: 0.75, shift: 6, rotate: 180, brightness: 2, contrast: 0.9 }
    const training = { ...toyTraining, epochs: 30, augmentation }
    const trained = await trainRun(toyRun({ model, data, training }))
    expect(await testAccuracy(trained, data)).toBeGreaterThan(0.75)
  })
})

describe('a convolutional network trained on 1,797 real digits', () => {
  it.each([
    { ...plain, channels: [16, 32], hidden: [64] },
    { ...residual, channels: [16, 32] },
  ] satisfies CnnDesign[])(
    'names at least 98 of 100 that it has never seen: $kind',
    { timeout: 120_000 },
    async (design) => {
      const data = digitsTable()
      const model: ModelSpec = { family: 'cnn', image: { channels: 1, height: 8, width: 8 }, design }
      const training = { ...toyTraining, epochs: 15, batchSize: 32, learningRate: 3e-3, seed: 3, threads: 2 }
      const trained = await trainRun(toyRun({ model, data, training }))
      expect(await testAccuracy(trained, data)).toBeGreaterThanOrEqual(0.98)
    },
  )
})
