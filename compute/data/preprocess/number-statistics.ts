/**
 * What standardising a number column needs to know of its training rows, in the precision of the model.
 *
 * The model reads 32-bit floats: a value outside their range is taken as missing, here as in the exported graph.
 */

/** Statistics of a column's training rows; NaN-free even for a column without a single value. */
export interface NumberStatistics {
  /** Median of the values that are there. */
  readonly median: number
  /** Mean and population standard deviation after filling with the median. */
  readonly mean: number
  readonly std: number
  readonly missing: number
  readonly present: number
}

/** The value as the model reads it, or NaN for one that is missing or too large for it. */
export function modelNumber(value: number): number {
  const single = Math.fround(value)
  return Number.isFinite(single) ? single : NaN
}

/** Median, mean and standard deviation of the rows. The median is NumPy's: the mean of the middle two for an even count. */
export function numberStatistics(values: Float64Array, rows: Uint32Array): NumberStatistics {
  const present = new Float32Array(rows.length)
  let count = 0
  for (const row of rows) {
    const value = modelNumber(values[row]!)
    if (!Number.isNaN(value)) present[count++] = value
  }
  if (count === 0) return { median: 0, mean: 0, std: 0, missing: rows.length, present: 0 }
  const sorted = present.subarray(0, count).sort()
  const median = Math.fround((sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2)
  const missing = rows.length - count
  let sum = median * missing
  for (const value of sorted) sum += value
  const mean = sum / rows.length
  let squares = (median - mean) ** 2 * missing
  for (const value of sorted) squares += (value - mean) ** 2
  return { median, mean, std: Math.sqrt(squares / rows.length), missing, present: count }
}

/** Mean and 1 / std as 32-bit floats; 1 where the values don't vary beyond what those can tell apart. */
export function standardisation(statistics: Pick<NumberStatistics, 'mean' | 'std'>): { mean: number; scale: number } {
  const mean = Math.fround(statistics.mean)
  const varies = statistics.std > Math.abs(statistics.mean) * 1e-7
  const scale = Math.fround(1 / statistics.std)
  return { mean, scale: varies && Number.isFinite(scale) && scale > 0 ? scale : 1 }
}
