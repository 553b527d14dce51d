/**
 * Fewer points for the same picture: in each bucket of x only the smallest and the largest value are kept,
 * so that no spike is ever lost. What is left out is told to the person, and comes back on zooming in.
 */
import type { Interval } from './scale.ts'

/** First index whose x is not below `value`; x rises. */
export function lowerBound(x: ArrayLike<number>, value: number, length = x.length): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((x[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the x nearest to `value`, or -1 where there are no points. */
export function nearestIndex(x: ArrayLike<number>, value: number, length = x.length): number {
  if (length === 0) return -1
  const after = lowerBound(x, value, length)
  if (after === 0) return 0
  if (after === length) return length - 1
  return (x[after] as number) - value < value - (x[after - 1] as number) ? after : after - 1
}

/** Indices [from, to) of the points within an x interval, with one neighbour on each side so that lines reach the frame. */
export function visibleRange(x: ArrayLike<number>, interval: Interval | null, length = x.length): [number, number] {
  if (interval === null) return [0, length]
  const from = lowerBound(x, interval[0], length)
  let to = lowerBound(x, interval[1], length)
  while (to < length && (x[to] as number) <= interval[1]) to++
  return [Math.max(0, from - 1), Math.min(length, to + 1)]
}

/**
 * Indices of the points to draw, rising, out of [from, to): all of them if they fit into 2 points a bucket,
 * otherwise the first, the last, and the smallest and largest of each of `buckets` equal parts of x. A
 * bucket without a finite value keeps one point, so that a gap stays a gap.
 */
export function downsample(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  from: number,
  to: number,
  buckets: number,
): number[] {
  const count = Math.max(0, to - from)
  if (count <= buckets * 2 + 2) return Array.from({ length: count }, (_, index) => from + index)
  const start = x[from] as number
  const width = ((x[to - 1] as number) - start) / buckets
  const kept: number[] = [from]
  let index = from
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = bucket === buckets - 1 ? Infinity : start + width * (bucket + 1)
    const first = index
    let low = -1
    let high = -1
    for (; index < to && (x[index] as number) < end; index++) {
      const value = y[index] as number
      if (!Number.isFinite(value)) continue
      if (low < 0 || value < (y[low] as number)) low = index
      if (high < 0 || value > (y[high] as number)) high = index
    }
    if (low < 0) keep(kept, index > first ? first : -1)
    else {
      keep(kept, Math.min(low, high))
      keep(kept, Math.max(low, high))
    }
  }
  keep(kept, to - 1)
  return kept
}

function keep(kept: number[], index: number): void {
  if (index > (kept[kept.length - 1] as number)) kept.push(index)
}
