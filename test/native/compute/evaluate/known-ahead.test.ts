/** Forecasts with columns that are known ahead: they are learned from, asked for, exported, and nothing else is seen of what is ahead. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ColumnSource, prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { featuresOf } from '../../../../compute/data/rows/feature-file.ts'
import { hasWindow } from '../../../../compute/data/series/encode-windows.ts'
import { evaluateRun } from '../../../../compute/evaluate/evaluate-run.ts'
import { forecastNext } from '../../../../compute/evaluate/forecast.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import type { SeriesWindow } from '../../../../compute/spec/series-window.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainSpec } from '../../../support/trained-spec.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'

const day = 86_400_000
const begin = Date.parse('2025-01-01T00:00Z')
const known = 500
/** Days that the table has beyond the last sale. */
const further = 2

/** What is sold depends on the day's price and on whether it is a feast, drawn for each day, and on nothing before. */
const days = Array.from({ length: known + further }, (_, at) => ({
  when: begin + at * day,
  price: 1 + randomUnit(3, 'split', 1, at),
  feast: randomUnit(3, 'split', 2, at) < 0.3 ? 'yes' : 'no',
  weather: randomUnit(3, 'split', 3, at),
}))
const soldOn = ({ price, feast }: (typeof days)[number]) => 100 - 30 * price + (feast === 'yes' ? 20 : 0)

const sourceWith = (changes: Partial<Record<'price' | 'weather', (at: number) => Cell>> = {}): ColumnSource => ({
  ...sourceOf(
    memoryTable({
      when: days.map(({ when }) => when),
      price: days.map(({ price }, at) => changes.price?.(at) ?? price),
      feast: days.map(({ feast }) => feast),
      weather: days.map(({ weather }, at) => changes.weather?.(at) ?? weather),
      sold: days.map((each, at) => (at < known ? soldOn(each) : null)),
    }),
  ),
  times: () => Promise.resolve({ values: Float64Array.from(days, ({ when }) => when), dated: true }),
})
const source = sourceWith()

const window: SeriesWindow = {
  ...{ time: 'when', series: null, interval: { kind: 'even', length: day, origin: begin }, history: 5, horizon: 3 },
  ...{ stride: 1, bridge: 2, calendar: ['weekday'], level: 'own', season: null },
}

const sequence = { sequence: { steps: 1, features: 1, lengths: 'fixed' as const }, tokens: null }
const recurrent = { ...sequence, embedding: 1, hidden: 24, layers: 1, bidirectional: false, dropout: 0 }
const models = {
  mlp: { family: 'mlp', hidden: [24], activation: 'relu', normalization: 'none', dropout: 0 },
  rnn: { family: 'rnn', ...recurrent, pooling: 'last' },
  gru: { family: 'lstm', cell: 'gru', ...recurrent, pooling: 'last' },
  lstm: { family: 'lstm', cell: 'lstm', ...recurrent, pooling: 'last' },
  transformer: {
    ...{ family: 'transformer', ...sequence, width: 16, heads: 2, layers: 1, feedForward: 32, activation: 'gelu' },
    ...{ normalizeFirst: true, positions: 'learned', projectsInput: true, causal: false, pooling: 'mean', dropout: 0 },
  },
} as const satisfies Record<string, RunSpec['model']>

function specOf(model: RunSpec['model'], changes: Partial<SeriesWindow>, epochs: number): RunSpec {
  const plain = runSpec(memoryTable({ sold: [1], price: [1] }), 'sold')
  return {
    ...plain,
    features: [
      { column: 'sold', kind: 'number' },
      { column: 'price', kind: 'number' },
      { column: 'feast', kind: 'category' },
      { column: 'weather', kind: 'number' },
    ],
    model,
    training: {
      ...plain.training,
      epochs,
      split: {
        ...{ train: 0.7, validation: 0.15, test: 0.15, stratify: false },
        method: { kind: 'time', column: 'when' },
      },
    },
    window: { ...window, ...changes },
  }
}

const train = (spec: RunSpec) => trainSpec(source, spec)

/** The mean absolute error on the test windows, as a share of the naive forecast's. */
async function errorOf(spec: RunSpec): Promise<number> {
  const { prepared, predictions } = await train(spec)
  const report = evaluateRun(prepared, predictions)
  if (report.task !== 'forecast') throw new Error(`a report on ${report.task}`)
  return report.model.mae / report.naive.mae
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-known-'))
})
afterAll(() => rm(folder, { recursive: true }))

const ahead = { known: ['price', 'feast'] }

describe('a forecast of what depends on the steps ahead alone', () => {
  it.each(Object.entries(models))('is learned from what is known of them, and not without: %s', async (_, model) => {
    expect(await errorOf(specOf(model, ahead, 60))).toBeLessThan(0.2)
    expect(await errorOf(specOf(model, {}, 10))).toBeGreaterThan(0.6)
  })
})

describe('what is known ahead', () => {
  it('is given with each window, and nothing else of the steps ahead', async () => {
    const spec = specOf(models.mlp, ahead, 1)
    // The newest window: by no value of its steps ahead is anything fitted.
    const rowOf = async (from: ColumnSource) => {
      const { table, series } = await prepareRun(from, spec, [])
      const row = await featuresOf(table, Uint32Array.of(table.rows - 1))
      return { row, origin: series!.origins.at(-1)!, width: table.inputs / 8 }
    }
    const { row, origin, width } = await rowOf(source)
    const isAhead = (at: number) => at >= 5 * width
    // The last input of each step says whether it is ahead.
    expect([...row].filter((_, at) => at % width === width - 1)).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
    // The price of the step after the next comes in at one place; its weather nowhere.
    const price = await rowOf(sourceWith({ price: (at) => (at === origin + 2 ? 9 : days[at]!.price) }))
    const different = [...row.keys()].filter((at) => row[at] !== price.row[at])
    expect(different).toEqual([6 * width + 1])
    const weather = await rowOf(sourceWith({ weather: (at) => (at === origin + 2 ? 9 : days[at]!.weather) }))
    expect([...weather.row].filter((value, at) => isAhead(at) && value !== row[at])).toEqual([])
  })

  it('is left out where the column is not learned from', async () => {
    const { prepared } = await train(specOf(models.mlp, { known: ['nowhere'] }, 1))
    expect(prepared.fitted.window).toEqual(window)
    expect(prepared.table.inputs).toBe((await train(specOf(models.mlp, {}, 1))).prepared.table.inputs)
  })
})

describe('the next values', () => {
  it('follow what is said of the steps ahead, and what the table has of them until someone does', async () => {
    const { prepared, model } = await train(specOf(models.mlp, ahead, 60))
    const predictor = await createPredictor(model, 1)
    const usual = await forecastNext(predictor, prepared)
    expect(usual.asks).toEqual([
      { column: 'price', kind: 'number', values: [] },
      { column: 'feast', kind: 'category', values: ['no', 'yes'] },
    ])
    const [own] = usual.series
    const last = days[known - 1]!
    // Two days stand in the table; for the third the last price is taken, and no feast.
    expect(own?.ahead['price']).toEqual([days[known]!.price, days[known + 1]!.price, last.price])
    expect(own?.ahead['feast']).toEqual([days[known]!.feast, days[known + 1]!.feast, 'no'])
    expect(own?.assumed['price']).toEqual([false, false, true])
    const said = { '': { price: [1.2, 1.9, 1.5], feast: ['no', 'yes', 'yes'] } }
    const given = await forecastNext(predictor, prepared, said)
    const wanted = said[''].price.map((price, at) => soldOn({ ...last, price, feast: said[''].feast[at]! }))
    given.series[0]!.values.forEach((value, at) => expect(Math.abs(value - wanted[at]!)).toBeLessThan(4))
    await expect(forecastNext(predictor, prepared, { '': { price: [1, null, 2], feast: ['no', 'no', 'no'] } }))
      .rejects //
      .toMatchObject({ code: 'ahead-missing', params: { column: 'price', step: 2 } })
    await expect(forecastNext(predictor, prepared, { '': { price: [1, 1, 2] } }))
      .rejects //
      .toMatchObject({ code: 'ahead-missing', params: { column: 'feast', step: 1 } })
    await expect(forecastNext(predictor, prepared, { '': { price: [1, 'x', 2], feast: ['no', 'no', 'no'] } }))
      .rejects //
      .toMatchObject({ code: 'bad-value-in-form' })
    await predictor.release()
  })

  it.each([
    ['own', ['price', 'feast']],
    ['last', ['price']],
    ['season', ['feast']],
  ] as const)('come out of the exported file alike, counted from %s and with %j known', async (level, columns) => {
    const season = level === 'season' ? 3 : null
    const { prepared, model, test, predictions } = await train(
      specOf(models.gru, { known: [...columns], level, season }, 1),
    )
    const { fitted, series } = prepared
    if (series === undefined || !hasWindow(fitted)) throw new Error('no series')
    const path = join(folder, `${level}.onnx`)
    const table = await source.columns([])
    const check = { table, rows: test, expected: predictions, series }
    const found = await exportModel({ path, model: { fitted, weighted: model }, metadata: {}, check, threads: 1 })
    expect(found.rows).toBe(test.length)
    const predictor = await createPredictor(model, 1)
    const next = await forecastNext(predictor, prepared)
    await predictor.release()
    const session = await createSession(path, { threads: 1 })
    const recent = days.slice(known - 5, known)
    const weekday = (at: number) => (new Date(begin + at * day).getUTCDay() + 6) % 7
    const inputs = {
      values: tensor(
        'float32',
        Float32Array.from(recent.flatMap((each) => [soldOn(each), each.price, each.weather])),
        [1, 5, 3],
      ),
      feast: tensor(
        'string',
        recent.map(({ feast }) => feast),
        [1, 5],
      ),
      calendar: tensor(
        'float32',
        Float32Array.from({ length: 8 }, (_, at) => weekday(known - 5 + at)),
        [1, 8, 1],
      ),
    }
    const { ahead: own } = next.series[0]!
    const result = await session.run({
      ...inputs,
      ...('price' in own ? { known: tensor('float32', Float32Array.from(own['price'] as number[]), [1, 3, 1]) } : {}),
      ...('feast' in own ? { feast_ahead: tensor('string', own['feast'] as string[], [1, 3]) } : {}),
    })
    await session.release()
    next.series[0]!.values.forEach((value, at) => expect(Number(result['forecast']?.data[at])).toBeCloseTo(value, 3))
  })
})
