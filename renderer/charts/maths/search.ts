/** Finding points along a rising x. */
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
