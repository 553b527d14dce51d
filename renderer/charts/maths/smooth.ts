/**
 * Smoothing of curves: an exponential moving average, corrected for its start as Adam corrects its moments
 * (Kingma and Ba 2015, section 3), so that the first points are not drawn to 0.
 */

/** State of a smoothing that can go on when points are appended. */
export interface Smoothing {
  readonly weight: number
  readonly values: number[]
  average: number
  /** weight to the power of the points seen. */
  remainder: number
}

/** @param weight 0 (the points themselves) up to, but not including, 1. */
export function startSmoothing(weight: number): Smoothing {
  return { weight, values: [], average: 0, remainder: 1 }
}

/**
 * Smooths `source[smoothing.values.length .. length)` and appends it. Points that are not finite stay as they are,
 * and the average goes on behind them.
 */
export function continueSmoothing(smoothing: Smoothing, source: ArrayLike<number>, length = source.length): void {
  const { weight, values } = smoothing
  for (let index = values.length; index < length; index++) {
    const value = source[index] as number
    if (weight === 0 || !Number.isFinite(value)) {
      values.push(value)
      continue
    }
    smoothing.average = smoothing.average * weight + value * (1 - weight)
    smoothing.remainder *= weight
    values.push(smoothing.average / (1 - smoothing.remainder))
  }
}

/** The whole of a curve, smoothed. */
export function smooth(source: ArrayLike<number>, weight: number): number[] {
  const smoothing = startSmoothing(weight)
  continueSmoothing(smoothing, source)
  return smoothing.values
}
