/** Whole runs on sequences: that they go on after an interruption as if there had been none, and what a memory is good for. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layerTable } from '../../../../compute/models/layer-table.ts'
import { articleLstm, articleRnn } from '../../../../compute/spec/article-models.ts'
import type { StudioError } from '../../../../compute/spec/errors.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { EpochMetrics } from '../../../../compute/spec/run.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import { familyToys, paddedTable } from '../../../support/family-toys.ts'
import { expectSameBytes } from '../../../support/interrupted-runs.ts'
import { toyRun, toyTraining } from '../../../support/toy-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-sequences-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const models = (['LSTM', 'GRU', 'Transformer'] as const).map((name): [string, ModelSpec] => [
  name,
  familyToys[name].model,
])

describe.each(models)('a run of a %s with dropout', (name, model) => {
  it.each([1, 2])('is the same bytes wherever it was interrupted, with %i threads', async (threads) => {
    const options = { model, data: paddedTable(), training: { ...toyTraining, threads } }
    const wholePath = await expectSameBytes(join(folder, `${name} ${threads}`), [[3], [1, 6], [2, 2, 5, 1]], options)
    expect((await readFile(wholePath)).length).toBeGreaterThan(1000)
  })
})

/**
 * The adding problem (Hochreiter and Schmidhuber 1997): of random numbers in time, two are marked, one in each half; what is
 * asked for at the end is their sum. The first has to be kept for up to `steps` steps.
 */
function addingProblem(rows: number, steps: number): TrainingTable {
  const features = new Float32Array(rows * steps * 2)
  const sums = new Float32Array(rows)
  const random = (index: number) => randomUnit(9, 'split', 3, index)
  for (let row = 0; row < rows; row++) {
    for (let step = 0; step < steps; step++) features[(row * steps + step) * 2] = random(2 * rows + row * steps + step)
    const half = steps / 2
    for (const step of [Math.floor(random(2 * row) * half), Math.floor(half + random(2 * row + 1) * half)]) {
      features[(row * steps + step) * 2 + 1] = 1
      sums[row]! += features[(row * steps + step) * 2]!
    }
  }
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const [trained, validated] = [rows * 0.8, rows * 0.9]
  const split = { train: all.slice(0, trained), validation: all.slice(trained, validated), test: all.slice(validated) }
  return { rows, inputs: steps * 2, outputs: 1, features, targets: { kind: 'values', values: sums }, split }
}

describe('the adding problem over 100 steps', () => {
  async function bestScore(model: ModelSpec): Promise<number> {
    const epochs: EpochMetrics[] = []
    const training = {
      ...toyTraining,
      epochs: 25,
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      schedule: { kind: 'constant', warmupEpochs: 0 },
      learningRate: 5e-3,
      weightDecay: 0,
      seed: 1,
    } as const
    const onEpoch = (metrics: readonly EpochMetrics[]) => void epochs.push(...metrics)
    const data = addingProblem(4000, 100)
    await trainRun(toyRun({ model, training, task: 'regression', data, onEpoch }))
    return Math.max(...epochs.map(({ validationScore }) => validationScore))
  }

  it('is beyond the RNN and solved by the LSTM', { timeout: 180_000 }, async () => {
    expect(await bestScore(articleRnn(100, 2, 32))).toBeLessThan(0.1)
    expect(await bestScore(articleLstm(100, 2, 32))).toBeGreaterThan(0.95)
  })
})

describe('a run of sequences that comes apart', () => {
  it.each(models)('says in which layer, for a %s on padded rows', async (_, model) => {
    const training = { ...toyTraining, learningRate: 3e38, gradientClip: null, weightDecay: 0 }
    const data = paddedTable()
    const layers = layerTable(model, data.inputs, data.outputs).map(({ name }) => name)
    const failed = trainRun(toyRun({ model, training, data })).catch((error: unknown) => error)
    const { code, params } = (await failed) as StudioError
    expect(code).toBe('training-diverged')
    expect(layers).toContain(params['layer'])
  })
})
