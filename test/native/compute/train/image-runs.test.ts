/** Whole runs on images: that they learn real digits, and go on after an interruption as if there had been none. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CnnDesign } from '../../../../compute/spec/image-model.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
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
