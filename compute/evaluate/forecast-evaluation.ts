/** Judges forecasts of a run's test windows, beside the naive ones, and picks what of them is drawn. */
import { valuesAhead } from '../data/series/encode-windows.ts'
import type { PreparedSeries } from '../data/series/prepare-series.ts'
import type { ForecastCurve, ForecastEvaluation } from '../spec/sequence-evaluation.ts'
import { errorsOf, forecastReport } from './forecast-report.ts'

/** Series that are drawn, and the newest steps of each, at most. */
const mostDrawn = { series: 12, steps: 400 } as const
/** Steps before the first that is judged, to be seen beside it. */
const stepsBefore = 60

/** What is known of windows' series when they end, and what comes. */
interface Judged {
  readonly windows: Uint32Array
  readonly predictions: Float32Array
  readonly actual: Float32Array
}

/**
 * Makes the report.
 *
 * @param predictions in the series' own units: test windows × horizon
 */
export function forecastEvaluation(
  series: PreparedSeries,
  test: Uint32Array,
  predictions: Float32Array,
): ForecastEvaluation {
  const { window, held, numbers, dated } = series
  const { horizon } = window
  const origins = test.map((each) => series.origins[each]!)
  const actual = valuesAhead(numbers, origins, horizon)
  const naive = Float32Array.from(actual, (_, at) => held[origins[Math.floor(at / horizon)]!]!)
  const seasonal = window.season === null ? null : seasonalNaive(series, origins, window.season)
  const drawn = drawnSeries(series, origins)
  return {
    task: 'forecast',
    ...forecastReport({ horizon, actual, predicted: predictions, naive, seasonal }),
    season: seasonal === null ? null : window.season,
    dated,
    curves: drawn.map((number) => curveOf(series, number, { windows: origins, predictions, actual })),
    moreSeries: new Set(seriesOf(series, origins)).size - drawn.length,
  }
}

/** What stood a season, or as many seasons as it takes to be known, before each step ahead; null where that isn't known of all. */
export function seasonalNaive(
  { grid, held, window: { horizon } }: Pick<PreparedSeries, 'grid' | 'held' | 'window'>,
  origins: Uint32Array,
  season: number,
): Float32Array | null {
  const said = new Float32Array(origins.length * horizon)
  const firsts = firstSteps(grid)
  for (const [at, origin] of origins.entries()) {
    for (let ahead = 0; ahead < horizon; ahead++) {
      const step = origin + 1 - season + (ahead % season)
      const value = step < firsts[origin]! ? NaN : held[step]!
      if (Number.isNaN(value)) return null
      said[at * horizon + ahead] = value
    }
  }
  return said
}

/** The first step of each step's segment. */
function firstSteps({ segments, steps }: PreparedSeries['grid']): Uint32Array {
  const firsts = new Uint32Array(steps)
  for (const { first, steps: own } of segments) firsts.fill(first, first, first + own)
  return firsts
}

/** The series of each of some steps. */
function seriesOf({ grid }: Pick<PreparedSeries, 'grid'>, steps: Uint32Array): Uint32Array {
  const series = new Uint32Array(grid.steps)
  for (const { first, steps: own, series: number } of grid.segments) series.fill(number, first, first + own)
  return steps.map((step) => series[step]!)
}

/** The first series, by name, that are judged. */
const drawnSeries = (series: PreparedSeries, origins: Uint32Array): number[] =>
  [...new Set(seriesOf(series, origins))].sort((a, b) => a - b).slice(0, mostDrawn.series)

/** The steps ahead whose forecasts are drawn: the first, the middle one and the last. */
const drawnAhead = (horizon: number): number[] => [...new Set([1, Math.ceil(horizon / 2), horizon])]

function curveOf(series: PreparedSeries, number: number, { windows, predictions, actual }: Judged): ForecastCurve {
  const { grid, numbers, window } = series
  const { horizon } = window
  const owners = seriesOf(series, windows)
  const own = Array.from(windows.keys()).filter((at) => owners[at] === number)
  const segments = grid.segments.filter((segment) => segment.series === number)
  const last = Math.max(...segments.map(({ first, steps }) => first + steps))
  const begin = Math.max(
    Math.min(...segments.map(({ first }) => first)),
    last - mostDrawn.steps,
    Math.min(...own.map((at) => windows[at]!)) + 1 - stepsBefore,
  )
  const steps = Array.from({ length: last - begin }, (_, at) => begin + at)
  const places = own.flatMap((at) => Array.from({ length: horizon }, (_, ahead) => at * horizon + ahead))
  return {
    series: grid.series[number] ?? '',
    windows: own.length,
    model: errorsOf(places, actual, predictions),
    times: steps.map((step) => grid.times[step]!),
    actual: steps.map((step) => orNull(numbers[step]!)),
    said: drawnAhead(horizon).map((ahead) => {
      const values: (number | null)[] = steps.map(() => null)
      for (const at of own) {
        const place = windows[at]! + ahead - begin
        if (place >= 0) values[place] = predictions[at * horizon + ahead - 1]!
      }
      return { steps: ahead, values }
    }),
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)
