/**
 * How good predicted numbers are, beside always predicting the training rows' mean.
 *
 * Definitions are scikit-learn's: mean_absolute_error, root_mean_squared_error, r2_score (for values that are all
 * the same: 1 if predicted exactly, otherwise 0).
 */
import type { RegressionReport } from '../spec/evaluation.ts'

/** What is to be judged, in the target's own units. */
export interface ValuePredictions {
  /** Row numbers in the table, counted from 0. */
  readonly rows: Uint32Array
  readonly actual: Float64Array
  readonly predicted: Float32Array
}

/** Most points of the predicted-against-actual chart. */
export const maxPoints = 2000

/** Makes the report. `trainMean`: mean of the training rows' targets, what the baseline predicts. */
export function regressionReport({ rows, actual, predicted }: ValuePredictions, trainMean: number): RegressionReport {
  return {
    task: 'regression',
    rows: actual.length,
    model: errorsOf(actual, (row) => predicted[row]!),
    baseline: { ...errorsOf(actual, () => trainMean), predicts: trainMean },
    points: evenlyOver(actual, maxPoints).map((at) => ({
      row: rows[at]! + 1,
      actual: actual[at]!,
      predicted: predicted[at]!,
    })),
  }
}

function errorsOf(actual: Float64Array, predicted: (row: number) => number): RegressionReport['model'] {
  const count = Math.max(actual.length, 1)
  const mean = actual.reduce((sum, value) => sum + value, 0) / count
  let absolute = 0
  let squared = 0
  let spread = 0
  actual.forEach((value, row) => {
    const error = predicted(row) - value
    absolute += Math.abs(error)
    squared += error * error
    spread += (value - mean) ** 2
  })
  const r2 = spread > 0 ? 1 - squared / spread : squared === 0 ? 1 : 0
  return { mae: absolute / count, rmse: Math.sqrt(squared / count), r2 }
}

/** Positions of up to `most` of the values, spread evenly over their order; the smallest and the largest are among them. */
function evenlyOver(values: Float64Array, most: number): number[] {
  const order = Array.from(values, (_, at) => at).sort((a, b) => values[a]! - values[b]!)
  if (order.length <= most) return order
  const step = (order.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, point) => order[Math.round(point * step)]!)
}
