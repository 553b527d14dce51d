/**
 * How good forecasts of several steps are, for each step ahead, beside the naive forecast. Definitions are scikit-learn's:
 * mean_absolute_error and root_mean_squared_error, of all values alike.
 */
import type { ForecastErrors, ForecastReport } from '../spec/sequence-evaluation.ts'

/** What is to be judged, in the series' own units: row-major, rows × horizon. */
export interface Forecasts {
  /** Steps that are foretold. */
  readonly horizon: number
  readonly actual: Float32Array
  readonly predicted: Float32Array
  readonly naive: Float32Array
  /** Null where the series have no season. */
  readonly seasonal?: Float32Array | null
}

/**
 * The naive forecast of each row: what stood at the same place of the last season that is known whole. With a season of 1
 * that is the last known value.
 *
 * @param known row-major, rows × steps: what is known of each row's series, the newest last
 * @throws RangeError where less than a season is known
 */
export function naiveForecasts(known: Float32Array, steps: number, horizon: number, season = 1): Float32Array {
  if (season < 1 || season > steps) throw new RangeError(`a season of ${season} in ${steps} known steps`)
  const rows = known.length / steps
  return Float32Array.from({ length: rows * horizon }, (_, index) => {
    const [row, ahead] = [Math.floor(index / horizon), index % horizon]
    return known[(row + 1) * steps - season + (ahead % season)]!
  })
}

/** Makes the report. */
export function forecastReport({ horizon, actual, predicted, naive, seasonal = null }: Forecasts): ForecastReport {
  const all = Array.from(actual, (_, index) => index)
  const besideNaive = (places: readonly number[]) => ({
    model: errorsOf(places, actual, predicted),
    naive: errorsOf(places, actual, naive),
    seasonal: seasonal === null ? null : errorsOf(places, actual, seasonal),
  })
  return {
    rows: actual.length / horizon,
    ...besideNaive(all),
    ahead: Array.from({ length: horizon }, (_, ahead) => ({
      steps: ahead + 1,
      ...besideNaive(all.filter((index) => index % horizon === ahead)),
    })),
  }
}

/** Errors of what was said, at some places. */
export function errorsOf(places: readonly number[], actual: Float32Array, said: Float32Array): ForecastErrors {
  const count = Math.max(places.length, 1)
  let [absolute, squared] = [0, 0]
  for (const place of places) {
    const error = said[place]! - actual[place]!
    absolute += Math.abs(error)
    squared += error * error
  }
  return { mae: absolute / count, rmse: Math.sqrt(squared / count) }
}
