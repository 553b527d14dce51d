/**
 * Histograms: how often values fall into equal ranges with round edges.
 */
import { extentOf } from './scale.ts'
import { niceStep } from './ticks.ts'

export interface HistogramBin {
  readonly from: number
  /** The upper edge; belongs to the next bin, but for the last one. */
  readonly to: number
  readonly count: number
}

const smallestSpan = 1e-290

/**
 * Bins by the Freedman–Diaconis rule (width 2·IQR·n^(-1/3)), rounded to a round step and kept between 5 and
 * `maxBins`. Edges are multiples of the step, so 0 is always an edge or outside. Values that are not finite are left out.
 */
export function histogram(values: ArrayLike<number>, maxBins = 40): HistogramBin[] {
  const sorted = Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort()
  const extent = extentOf(sorted)
  if (extent === null) return []
  const [low, high] = extent
  // Below this a step would be denormal, and its multiples no longer tell one edge from the next.
  if (high - low < smallestSpan) return [{ from: low, to: high, count: sorted.length }]
  const spread = 2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25)) * sorted.length ** (-1 / 3)
  const wished = spread > 0 ? (high - low) / spread : Math.sqrt(sorted.length)
  // niceStep never makes more bins than asked for, but the outer edges add up to two.
  const step = niceStep(high - low, Math.min(maxBins - 2, Math.max(5, Math.round(wished))))
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  const counts = new Array<number>(last - first).fill(0)
  for (const value of sorted) {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor(value / step + 1e-9) - first))
    counts[bin] = (counts[bin] as number) + 1
  }
  return counts.map((count, index) => ({ from: (first + index) * step, to: (first + index + 1) * step, count }))
}

/** A quantile of rising values, interpolated between neighbours (NumPy's default, "linear"). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below] as number
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number
  return low + (high - low) * (place - below)
}
