/**
 * Exact statistics of a column of numbers, from one sorted copy of it.
 *
 * Everything comes out the same on each run: sums are taken in row order and compensated (Neumaier), quantiles are
 * NumPy's default (linear between the two nearest), the standard deviation is the sample's (n − 1).
 */
import { quantile } from '../quantile.ts'
import { sortDecimals } from './sort-decimals.ts'
import { pause, sortNumbers } from './sort-numbers.ts'

export interface NumberSummary {
  readonly present: number
  readonly distinct: number
  /** Numbers without a fraction. */
  readonly integers: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly std: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  /** The numbers in rising order, without the missing ones. */
  readonly sorted: Float64Array
}

/** Summarises a column with NaN where missing; null where nothing is there. The buffer is sorted in place. */
export async function summariseNumbers(values: Float64Array, signal: AbortSignal): Promise<NumberSummary | null> {
  const { present, integers, mean } = firstPass(values)
  if (present === 0) return null
  await pause(signal)
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const apart = values[i]! - mean
    if (!Number.isNaN(apart)) squares += apart * apart
  }
  if (!(await sortDecimals(values, signal))) await sortNumbers(values, signal)
  const sorted = values.subarray(0, present)
  return {
    present,
    distinct: countDistinct(sorted),
    integers,
    min: sorted[0]!,
    max: sorted[present - 1]!,
    mean,
    std: present > 1 ? Math.sqrt(squares / (present - 1)) : 0,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    sorted,
  }
}

function firstPass(values: Float64Array): { present: number; integers: number; mean: number } {
  let present = 0
  let integers = 0
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    present++
    if (value === Math.trunc(value)) integers++
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  const mean = Number.isFinite(sum) ? (sum + lost) / present : scaledMean(values, present)
  return { present, integers, mean }
}

/** The mean of numbers whose sum is beyond the largest double. */
function scaledMean(values: Float64Array, present: number): number {
  let mean = 0
  for (const value of values) if (!Number.isNaN(value)) mean += value / present
  return mean
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 1
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++
  return distinct
}
