/** Forecasts of windows beside the naive ones: the same figures as of the windows laid side by side. */
import { describe, expect, it } from 'vitest'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { valuesAhead } from '../../../../compute/data/series/encode-windows.ts'
import { forecastEvaluation } from '../../../../compute/evaluate/forecast-evaluation.ts'
import { forecastReport, naiveForecasts } from '../../../../compute/evaluate/forecast-report.ts'
import { forecastEvaluationSchema } from '../../../../compute/spec/sequence-evaluation.ts'
import type { SeriesWindow } from '../../../../compute/spec/series-window.ts'
import { memoryTable, runSpec, sourceOf } from '../data/memory-table.ts'

const window: SeriesWindow = {
  ...{ time: 't', series: null, interval: { kind: 'even', length: 1, origin: 0 }, stride: 1, bridge: 1, calendar: [] },
  ...{ history: 8, horizon: 6, level: 'own', season: 4 },
}

async function prepare() {
  // Two moments are missing: one among those that judge.
  const times = Array.from({ length: 150 }, (_, t) => t).filter((t) => t !== 20 && t !== 135)
  const table = memoryTable({ t: times, y: times.map((t) => 10 * Math.sin(t * 1.3) + t / 5) })
  const plain = runSpec(table, 'y')
  const split = {
    ...{ train: 0.6, validation: 0.2, test: 0.2, stratify: false },
    method: { kind: 'time' as const, column: 't' },
  }
  const features = [{ column: 'y', kind: 'number' as const }]
  const spec = { ...plain, features, training: { ...plain.training, split }, window }
  const { series, table: made } = await prepareRun(sourceOf(table), spec, [])
  if (series === undefined) throw new Error('no series')
  const { test } = made.split
  return { series, test, origins: test.map((each) => series.origins[each]!) }
}

describe('the evaluation of forecasts', () => {
  it('has the errors of the naive forecasts of each window', async () => {
    const { series, test, origins } = await prepare()
    const known = Float32Array.from({ length: origins.length * window.history }, (_, at) => {
      const origin = origins[Math.floor(at / window.history)]!
      return series.held[origin - window.history + 1 + (at % window.history)]!
    })
    const actual = valuesAhead(series.numbers, origins, window.horizon)
    const naive = naiveForecasts(known, window.history, window.horizon)
    const seasonal = naiveForecasts(known, window.history, window.horizon, 4)
    const predicted = actual.map((value) => value + 0.5)
    const report = forecastEvaluationSchema.parse(forecastEvaluation(series, test, predicted))
    expect(report).toMatchObject(forecastReport({ horizon: window.horizon, actual, predicted, naive, seasonal }))
    expect(report.model.mae).toBeCloseTo(0.5, 5)
    expect(report.season).toBe(4)
  })

  it('draws each forecast at the moment that it was made for', async () => {
    const { series, test, origins } = await prepare()
    const predicted = valuesAhead(series.numbers, origins, window.horizon)
    const [curve] = forecastEvaluation(series, test, predicted).curves
    expect(curve?.said.map(({ steps }) => steps)).toEqual([1, 3, 6])
    for (const { values } of curve?.said ?? []) {
      const drawn = values.flatMap((value, at) => (value === null ? [] : [[value, curve?.actual[at]]]))
      expect(drawn).toHaveLength(origins.length)
      for (const [value, actual] of drawn) expect(value).toBeCloseTo(actual!, 3)
    }
    expect(curve?.actual[curve.times.indexOf(135)]).toBeNull()
  })
})
