/** Runs on series: what was trained foretells, is exported from raw windows, and is the same from a file of windows. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ColumnSource, prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { featuresOf } from '../../../../compute/data/rows/feature-file.ts'
import { newestOrigins } from '../../../../compute/data/series/windows.ts'
import { hasWindow } from '../../../../compute/data/series/encode-windows.ts'
import { evaluateRun } from '../../../../compute/evaluate/evaluate-run.ts'
import { forecastNext } from '../../../../compute/evaluate/forecast.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import { windowTensors } from '../../../../compute/export/raw-windows.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import type { SeriesWindow } from '../../../../compute/spec/series-window.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { expectSameBytes } from '../../../support/interrupted-runs.ts'
import { trainSpec } from '../../../support/trained-spec.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'

const hour = 3_600_000
const begin = Date.parse('2026-01-05T00:00Z')
const hours = Array.from({ length: 24 * 14 }, (_, at) => at)

/** Two shops by the hour: a daily wave of different heights, more on some days, some hours missing. */
const rows = ['north', 'south'].flatMap((shop, at) =>
  hours
    .filter((each) => each % 71 !== 40 + at)
    .map((each) => {
      const busy = Math.floor(each / 24) % 5 === 0
      const wave = 1 + 0.4 * Math.sin((2 * Math.PI * each) / 24) + (busy ? 0.2 : 0)
      return { shop, when: begin + each * hour, busy: busy ? 'yes' : 'no', sales: (at === 0 ? 300 : 80) * wave }
    }),
)
const table = memoryTable({
  when: rows.map(({ when }) => when),
  shop: rows.map(({ shop }) => shop),
  busy: rows.map(({ busy }) => busy),
  sales: rows.map(({ sales }) => sales),
})
const source: ColumnSource = {
  ...sourceOf(table),
  times: () => Promise.resolve({ values: Float64Array.from(rows, ({ when }) => when), dated: true }),
}

const window: SeriesWindow = {
  time: 'when',
  series: 'shop',
  interval: { kind: 'even', length: hour, origin: begin },
  history: 26,
  horizon: 6,
  stride: 1,
  bridge: 2,
  calendar: ['hour', 'weekday'],
  level: 'last',
  season: 24,
}

function specOf(changes: Partial<SeriesWindow>, epochs: number): RunSpec {
  const plain = runSpec(table, 'sales')
  return {
    ...plain,
    features: [
      { column: 'sales', kind: 'number' },
      { column: 'busy', kind: 'category' },
    ],
    model: {
      ...{ family: 'lstm', cell: 'gru', sequence: { steps: 1, features: 1, lengths: 'fixed' }, tokens: null },
      ...{ embedding: 1, hidden: 16, layers: 1, bidirectional: false, pooling: 'last', dropout: 0 },
    },
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

/** Models beside the recurrent one with gates. Their sequences are what the windows make them. */
const sequence = { sequence: { steps: 1, features: 1, lengths: 'fixed' as const }, tokens: null }
const models: RunSpec['model'][] = [
  { family: 'mlp', hidden: [], activation: 'relu', normalization: 'none', dropout: 0 },
  {
    ...{ family: 'rnn', ...sequence, embedding: 1, hidden: 8 },
    ...{ layers: 1, bidirectional: true, pooling: 'mean', dropout: 0 },
  },
  {
    ...{ family: 'transformer', ...sequence, width: 8, heads: 2, layers: 1, feedForward: 16, activation: 'gelu' },
    ...{ normalizeFirst: true, positions: 'learned', projectsInput: true, causal: false, pooling: 'last', dropout: 0 },
  },
]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-series-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a run on series', () => {
  it('learns to foretell them, far better than the last known value does', async () => {
    const { prepared, predictions } = await train(specOf({}, 25))
    const report = evaluateRun(prepared, predictions)
    if (report.task !== 'forecast') throw new Error(`a report on ${report.task}`)
    expect(report.model.mae).toBeLessThan(report.naive.mae / 4)
    expect(report.curves.map(({ series }) => series)).toEqual(['north', 'south'])
    expect(report.ahead.map(({ steps }) => steps)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it.each(['own', 'last', 'season'] as const)(
    'gives an exported model that says the same of raw windows, counted from %s',
    async (level) => {
      const { prepared, model, test, predictions } = await train(specOf({ level }, 2))
      const { fitted, series } = prepared
      if (series === undefined || !hasWindow(fitted)) throw new Error('no series')
      const path = join(folder, `${level}.onnx`)
      const check = await exportModel({
        ...{ path, model: { fitted, weighted: model }, metadata: {}, threads: 1 },
        check: { table, rows: test, expected: predictions, series },
      })
      expect(check.rows).toBe(test.length)

      const predictor = await createPredictor(model, 1)
      const forecast = await forecastNext(predictor, prepared)
      await predictor.release()
      const newest = newestOrigins(series.grid, series, window.history)
      const origins = Uint32Array.from(newest, (origin) => origin ?? 0)
      const session = await createSession(path, { threads: 1 })
      const inputs = windowTensors({ ...series, origins }, Uint32Array.of(0, 1), fitted)
      const { forecast: next } = await session.run(inputs)
      await session.release()
      expect(next?.shape).toEqual([2, window.horizon])
      const own = forecast.series.flatMap(({ values }) => values)
      own.forEach((value, at) => expect(Number(next?.data[at])).toBeCloseTo(value, 2))
      expect(forecast.series[0]?.times[0]).toBe(begin + hours.length * hour)
    },
  )

  it.each(models)('is exported from a model of the family $family', async (model) => {
    const { prepared, model: weighted, test, predictions } = await train({ ...specOf({}, 1), model })
    const { fitted, series } = prepared
    const check = { table, rows: test, expected: predictions, series }
    const path = join(folder, `${model.family}.onnx`)
    const found = await exportModel({ path, model: { fitted, weighted }, metadata: {}, check, threads: 1 })
    expect(found.rows).toBe(test.length)
  })

  it('is the same bytes wherever it was interrupted while its windows were changed at random', async () => {
    const { training: own, model, ...spec } = specOf({}, 3)
    const training = { ...own, batchSize: 64, seriesAugmentation: { jitter: 0.1, scaling: 0.2 } }
    const { table: data, model: fitted } = await prepareRun(source, { ...spec, model, training }, [])
    await expectSameBytes(join(folder, 'changed'), [[2, 3]], { data, model: fitted, task: 'regression', training })
  })

  it('has the same windows in a file where the memory has no room for them', async () => {
    const spec = specOf({}, 1)
    const held = await prepareRun(source, spec, [])
    const path = join(folder, 'windows.rows')
    const filed = await prepareRun({ ...source, encodedFile: () => Promise.resolve(path) }, spec, [], {
      budget: 50_000,
    })
    expect(filed.table.features).toMatchObject({ path, rows: held.table.rows, width: held.table.inputs })
    const some = Uint32Array.of(0, held.table.rows - 1, 17, 200)
    expect(await featuresOf(filed.table, some)).toEqual(await featuresOf(held.table, some))
  })
})
