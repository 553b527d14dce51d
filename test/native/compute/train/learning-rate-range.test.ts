/** The learning-rate range test on a real table: its curve, where it stops, and that its suggestion trains well. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { LearningRateRange } from '../../../../compute/spec/learning-rate-range.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { testLearningRates } from '../../../../compute/train/learning-rate-range.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import type { TrainingData } from '../../../../compute/train/training-table.ts'
import { toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'
import { trainFile } from '../../main/cli/train-file.ts'

const sample = join(import.meta.dirname, '../../../../assets/samples/life-expectancy.csv')
let spec: RunSpec
let data: TrainingData
let range: LearningRateRange
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modelwright-range-'))
  const trained = await trainFile(sample, { out: join(folder, 'm.onnx'), seed: 1, epochs: 2 })
  await rm(folder, { recursive: true })
  spec = trained.spec
  data = trained.prepared.table
  range = await testLearningRates({ model: spec.model, training: spec.training, task: spec.task, data })
})

/** The validation loss after five epochs at a constant rate. */
async function lossAt(learningRate: number): Promise<number> {
  const losses: number[] = []
  const schedule = { kind: 'constant', warmupEpochs: 0 } as const
  const training = { ...spec.training, learningRate, schedule, epochs: 5, earlyStopping: null }
  const { model, task } = spec
  const onEpoch = (epochs: readonly { validationLoss: number }[]) =>
    void losses.push(...epochs.map((each) => each.validationLoss))
  await trainRun(toyRun({ model, training, task, data, onEpoch })).catch(() => losses.push(Infinity))
  return losses.at(-1)!
}

describe('the range test', () => {
  it('sweeps from the first rate upwards by equal factors, as long as the loss does not fly apart', () => {
    const rates = range.points.map(({ learningRate }) => learningRate)
    expect(rates[0]).toBe(1e-6)
    expect(rates.length).toBeGreaterThan(50)
    const factors = rates.slice(1).map((rate, index) => rate / rates[index]!)
    for (const factor of factors) expect(factor).toBeCloseTo(factors[0]!, 9)
    const lowest = Math.min(...range.points.map(({ smoothed }) => smoothed))
    for (const { smoothed } of range.points) expect(smoothed).toBeLessThanOrEqual(4 * lowest)
  })

  it('stops where the loss flies apart', () => {
    expect(range.exploded).toBe(true)
    expect(range.points.at(-1)!.learningRate).toBeLessThan(10)
  })

  it('suggests a tenth of the rate of the lowest smoothed loss', () => {
    const lowest = range.points.toSorted((a, b) => a.smoothed - b.smoothed)[0]!
    expect(range.suggestion).toEqual({ learningRate: lowest.learningRate / 10, rule: 'tenth-of-lowest' })
  })

  it('suggests a rate that trains better than a fiftieth of it and than the one where the loss flew apart', async () => {
    const { learningRate } = range.suggestion!
    const rates = [learningRate / 50, learningRate, range.points.at(-1)!.learningRate]
    const [slow, good, wild] = await Promise.all(rates.map(lossAt))
    expect(good).toBeLessThan(slow! / 2)
    expect(good).toBeLessThan(wild! / 2)
  })

  it('gives the same curve again', async () => {
    const { model, training, task } = spec
    expect(await testLearningRates({ model, training, task, data })).toEqual(range)
  })

  it('tells how far it is, and leaves off when it is told to', async () => {
    const { model, training, task } = spec
    const [shares, abort] = [[] as number[], new AbortController()]
    const onProgress = (fraction: number) => {
      shares.push(fraction)
      if (fraction > 0.2) abort.abort()
    }
    const swept = testLearningRates({ model, training, task, data, onProgress, signal: abort.signal })
    await expect(swept).rejects.toMatchObject({ code: 'cancelled' })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeLessThan(0.5)
  })

  it('suggests nothing where no rate makes the loss fall', async () => {
    const { model, training } = { model: { ...spec.model }, training: toyTraining }
    const options = { model, training, task: 'classification', data: toyTable(288, 6) } as const
    const { points, exploded, suggestion } = await testLearningRates({ ...options, from: 1e-9, to: 1e-8 })
    expect(points).toHaveLength(100)
    expect({ exploded, suggestion }).toEqual({ exploded: false, suggestion: null })
  })
})
