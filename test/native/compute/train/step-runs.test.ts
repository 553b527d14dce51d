/** Whole runs that learn a class for each step or several values ahead: resumed as if nothing had been, and what they learn. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forecastReport, naiveForecasts } from '../../../../compute/evaluate/forecast-report.ts'
import { labellingReport, predictedLabels } from '../../../../compute/evaluate/labelling-report.ts'
import { bestPath, readingReport } from '../../../../compute/evaluate/reading-report.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { EpochMetrics } from '../../../../compute/spec/run.ts'
import { ignoredLabel } from '../../../../compute/spec/target-form.ts'
import { featuresOf } from '../../../../compute/data/rows/feature-file.ts'
import { articleLstm } from '../../../../compute/spec/article-models.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainRun, type TrainRunOptions } from '../../../../compute/train/train-run.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import sunspots from '../../../fixtures/data/sunspots.json' with { type: 'json' }
import { toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'
import { expectSameBytes } from '../../../support/interrupted-runs.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-steps-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const training = {
  ...toyTraining,
  optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  schedule: { kind: 'constant', warmupEpochs: 0 },
  weightDecay: 0,
  seed: 1,
} as const
const padded = { steps: 6, features: 2, lengths: 'variable' } as const

/** The toy table read as 6 steps of 2 numbers, some sequences shorter; a step's class follows from it and from the one before. */
function labelledTable(): TrainingTable {
  const { features, ...table } = toyTable(288, 12)
  const at = (row: number, step: number) => features[row * 12 + step * 2]!
  const labels = Int32Array.from({ length: 288 * 6 }, (_, index) => {
    const [row, step] = [Math.floor(index / 6), index % 6]
    if (step > 2 + (row % 4)) {
      features.fill(NaN, row * 12 + step * 2, row * 12 + step * 2 + 2)
      return ignoredLabel
    }
    return step === 0 ? 2 : at(row, step) > at(row, step - 1) ? 1 : 0
  })
  return { ...table, features, targets: { kind: 'step-classes', values: labels } }
}

/** Six steps of two numbers, and of both the next step's sum and difference. */
function foretoldTable(): TrainingTable {
  const table = toyTable(288, 12)
  const at = (row: number, column: number) => table.features[row * 12 + column]!
  const values = Float32Array.from({ length: 576 }, (_, index) => {
    const [row, way] = [Math.floor(index / 2), index % 2]
    return at(row, 10) + (way === 0 ? 1 : -1) * at(row, 9)
  })
  return { ...table, outputs: 2, targets: { kind: 'series', values } }
}

const lstm: ModelSpec = { ...articleLstm(6, 2, 9), layers: 2, bidirectional: true, dropout: 0.3 }
const runs: readonly (readonly [string, Partial<TrainRunOptions> & { data: TrainingTable }])[] = [
  ['a class a step', { data: labelledTable(), model: { ...lstm, sequence: padded, pooling: 'none' } }],
  [
    'labels in sequence',
    { data: unaligned(288, 20), model: { ...articleLstm(20, 4, 6), dropout: 0.3, pooling: 'none' } },
  ],
  ['several numbers', { data: foretoldTable(), task: 'regression', model: lstm }],
]

describe.each(runs)('a run that learns %s, in parts and with dropout', (name, changes) => {
  it.each([1, 2])('is the same bytes wherever it was interrupted, with %i threads', async (threads) => {
    const options = { ...changes, training: { ...toyTraining, accumulation: 2, threads } }
    await expectSameBytes(join(folder, `${name} ${threads}`), [[3], [2, 2, 5, 1]], options)
  })

  it('refuses targets of another task', async () => {
    const task = changes.task === 'regression' ? 'classification' : 'regression'
    await expect(trainRun(toyRun({ ...changes, task }))).rejects.toThrow(/no targets for/)
  })
})

/** Trains, and gives what the model says of the test rows, row-major, and the best epoch's score. */
async function learned(model: ModelSpec, task: 'classification' | 'regression', data: TrainingTable, epochs: number) {
  const scores: number[] = []
  const onEpoch = (metrics: readonly EpochMetrics[]) =>
    void scores.push(...metrics.map(({ validationScore }) => validationScore))
  const trained = await trainRun(
    toyRun({ model, task, data, onEpoch, training: { ...training, epochs, learningRate: 0.01 } }),
  )
  const predictor = await createPredictor(trained, 1)
  const { test } = data.split
  const outputs = await predictor.logits(await featuresOf(data, test), test.length)
  await predictor.release()
  return { outputs, score: scores[trained.bestEpoch - 1]! }
}

const tags = ['O', 'B-ONE', 'I-ONE', 'B-TWO', 'I-TWO']
/**
 * Sentences of 24 tokens at most. Token 1 or 2 opens an entity of its own kind, any of 4 to 8 goes on with it, 3 ends it: what
 * a token from 4 to 8 is depends on what was opened, however long ago, and on whether it has been closed.
 */
function taggedSentences(rows: number, length: number): TrainingTable {
  const features = new Float32Array(rows * length)
  const labels = new Int32Array(rows * length).fill(ignoredLabel)
  for (let row = 0; row < rows; row++) {
    const end = length - Math.floor(randomUnit(3, 'split', 21, row) * 10)
    let open = 0
    for (let step = 0; step < end; step++) {
      const place = row * length + step
      const random = randomUnit(3, 'split', 22, place)
      const token = random < 0.1 ? 1 : random < 0.2 ? 2 : random < 0.3 ? 3 : 4 + Math.floor(((random - 0.3) / 0.7) * 5)
      if (token <= 3) open = token === 3 ? 0 : token
      features[place] = token
      labels[place] = open === 0 ? 0 : 2 * open - (token < 3 ? 1 : 0)
    }
  }
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const split = {
    train: all.slice(0, rows * 0.7),
    validation: all.slice(rows * 0.7, rows * 0.85),
    test: all.slice(rows * 0.85),
  }
  return { rows, inputs: length, outputs: 5, features, targets: { kind: 'step-classes', values: labels }, split }
}

describe('labelling of steps', () => {
  it('learns what depends on steps long before, which no step by itself tells', { timeout: 120_000 }, async () => {
    const length = 24
    const data = taggedSentences(1000, length)
    const model: ModelSpec = {
      ...articleLstm(length, 1, 24),
      sequence: null,
      tokens: { length, vocabulary: 9 },
      embedding: 8,
      pooling: 'none',
    }
    const { outputs, score } = await learned(model, 'classification', data, 25)
    const { test } = data.split
    const actual = data.targets.values.subarray(test[0]! * length) as Int32Array
    const counts = tags.map((_, tag) => Array.from(data.targets.values).filter((label) => label === tag).length)
    const judged = { labels: tags, steps: length, actual, predicted: predictedLabels(outputs, 5) }
    const report = labellingReport(judged, counts)
    // The best that can be said of tokens one by one: of each its most frequent label.
    const pairs = new Map<number, number[]>()
    actual.forEach((label, place) => {
      if (label === ignoredLabel) return
      const token = data.features[test[0]! * length + place]!
      const own = pairs.get(token) ?? tags.map(() => 0)
      pairs.set(token, own.with(label, own[label]! + 1))
    })
    const alone = [...pairs.values()].reduce((sum, own) => sum + Math.max(...own), 0) / report.steps
    expect(alone).toBeLessThan(0.7)
    expect(score).toBeGreaterThan(0.97)
    expect(report.model.stepAccuracy).toBeGreaterThan(0.97)
    expect(report.model.entities!.f1).toBeGreaterThan(0.95)
    expect(report.baseline.entities!.f1).toBe(0)
  })
})

/**
 * Up to five symbols in a row, each for one to three steps, as noisy numbers; nobody says which steps each of them stands at.
 * Where the same one comes twice, a pause is between them.
 */
function unaligned(rows: number, steps: number): TrainingTable {
  const [kinds, most] = [4, 5]
  const random = (row: number, at: number) => randomUnit(3, 'split', 23, row * 1000 + at)
  const features = Float32Array.from(
    { length: rows * steps * kinds },
    (_, index) => 0.5 * (randomUnit(3, 'split', 24, index) - 0.5),
  )
  const targets = new Int32Array(rows * (1 + most)).fill(ignoredLabel)
  for (let row = 0; row < rows; row++) {
    let [step, before] = [0, 0]
    for (let place = 0; place < 2 + Math.floor(random(row, 0) * 4); place++) {
      const label = 1 + Math.floor(random(row, 10 + place) * kinds)
      if (label === before) step++
      for (let wide = 1 + Math.floor(random(row, 20 + place) * 3); wide > 0; wide--)
        features[(row * steps + step++) * kinds + label - 1]! += 1
      targets[row * (1 + most) + 1 + place] = before = label
    }
    targets[row * (1 + most)] = step
  }
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const split = {
    train: all.slice(0, rows * 0.7),
    validation: all.slice(rows * 0.7, rows * 0.85),
    test: all.slice(rows * 0.85),
  }
  const own = { kind: 'label-sequences', values: targets } as const
  return { rows, inputs: steps * kinds, outputs: kinds + 1, features, targets: own, split }
}

describe('reading labels without knowing where they stand', () => {
  it('is learned by CTC', { timeout: 120_000 }, async () => {
    const steps = 20
    const data = unaligned(600, steps)
    const model: ModelSpec = { ...articleLstm(steps, 4, 16), bidirectional: true, pooling: 'none' }
    const { outputs, score } = await learned(model, 'classification', data, 20)
    const width = steps * data.outputs
    const targetsOf = (row: number) => Array.from(data.targets.values.subarray(row * 6, (row + 1) * 6))
    const right = Array.from(data.split.test, (row) =>
      targetsOf(row)
        .slice(1)
        .filter((label) => label > 0),
    )
    const read = Array.from(data.split.test, (row, at) =>
      bestPath(outputs.subarray(at * width, at * width + targetsOf(row)[0]! * data.outputs), data.outputs),
    )
    const report = readingReport(right, read, right[0]!)
    expect(score).toBeGreaterThan(0.85)
    expect(report.model.labelErrorRate).toBeLessThan(0.05)
    expect(report.model.exactRows).toBeGreaterThan(0.85)
    expect(report.baseline.labelErrorRate).toBeGreaterThan(0.5)
  })
})

describe('forecasting', () => {
  it('of sunspots five years ahead beats the naive forecast, year by year', { timeout: 120_000 }, async () => {
    const [steps, horizon] = [24, 5]
    const { values } = sunspots
    const rows = values.length - steps - horizon + 1
    // The newest windows are to be foretold; those that know of what is foretold in others are left out.
    const [trainEnd, validationEnd] = [Math.floor(rows * 0.65), Math.floor(rows * 0.8)]
    const known = values.slice(0, trainEnd + steps)
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length)
    const windows = (from: number, width: number) =>
      Float32Array.from(
        { length: rows * width },
        (_, index) => (values[Math.floor(index / width) + from + (index % width)]! - mean) / deviation,
      )
    const all = Uint32Array.from({ length: rows }, (_, row) => row)
    const data: TrainingTable = {
      rows,
      inputs: steps,
      outputs: horizon,
      features: windows(0, steps),
      targets: { kind: 'series', values: windows(steps, horizon) },
      split: {
        train: all.slice(0, trainEnd - horizon),
        validation: all.slice(trainEnd, validationEnd - horizon),
        test: all.slice(validationEnd),
      },
    }
    const { outputs, score } = await learned({ ...articleLstm(steps, 1, 24), cell: 'gru' }, 'regression', data, 40)
    const { test } = data.split
    const inUnits = (scaled: Float32Array) => scaled.map((value) => value * deviation + mean)
    const report = forecastReport({
      horizon,
      actual: inUnits(data.targets.values.subarray(test[0]! * horizon) as Float32Array),
      predicted: inUnits(outputs),
      naive: naiveForecasts(inUnits(await featuresOf(data, test)), steps, horizon),
    })
    expect(score).toBeGreaterThan(0.4)
    expect(report.model.rmse).toBeLessThan(0.6 * report.naive.rmse)
    for (const { model, naive } of report.ahead) expect(model.mae).toBeLessThan(naive.mae)
  })
})
