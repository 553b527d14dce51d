/** Series as curves of a line chart. */
import type { Curve } from '../lines/curve.ts'

/** A curve of values by moments; null is a gap. */
export function seriesCurve(
  look: Pick<Curve, 'id' | 'label' | 'tone' | 'dash'>,
  times: readonly number[],
  values: readonly (number | null)[],
): Curve {
  return {
    ...look,
    x: Float64Array.from(times),
    y: Float64Array.from(values, (value) => value ?? NaN),
    length: times.length,
    version: 1,
    rewrites: 1,
  }
}
