/** How moments are spaced: found by looking at the distances between neighbours. */
import type { SeriesInterval } from '../../spec/series-window.ts'
import { weekdayOf } from './intervals.ts'

const dayMs = 86_400_000
/** So many of the distances must be the same for steps to be called even. */
const leastEven = 0.5
/** Distances that are off by no more than this share of a step belong to it all the same. */
const jitter = 0.2
/** Months that steps commonly are. */
const monthCounts = [1, 2, 3, 4, 6, 12] as const
const monthDays = 365.25 / 12

export interface FoundInterval {
  readonly interval: SeriesInterval
  /** Share of the distances that are exactly a step. */
  readonly regular: number
}

/**
 * The interval of some series; null where there is no distance to measure.
 *
 * @param series the moments of each, ascending and different
 */
export function findInterval(series: readonly Float64Array[], dated: boolean): FoundInterval | null {
  const distances = new Float64Array(series.reduce((sum, { length }) => sum + Math.max(0, length - 1), 0))
  let filled = 0
  for (const times of series) {
    for (let at = 1; at < times.length; at++) distances[filled++] = times[at]! - times[at - 1]!
  }
  distances.sort()
  if (distances.length === 0) return null
  const median = distances[distances.length >> 1]!
  const found = (dated ? (monthly(series, median) ?? workdays(series, median)) : null) ?? even(series, distances)
  return found ?? { interval: { kind: 'rows', length: median }, regular: 0 }
}

const shareOf = (values: readonly number[] | Float64Array, holds: (value: number) => boolean): number => {
  let count = 0
  for (const value of values) if (holds(value)) count++
  return count / Math.max(values.length, 1)
}

/** One moment in each of so many months: on the same day, or on the last one. */
function monthly(series: readonly Float64Array[], median: number): FoundInterval | null {
  const months = monthCounts.find((count) => Math.abs(median / dayMs - count * monthDays) < 3 + count / 4)
  if (months === undefined) return null
  const dates = series.flatMap((times) => Array.from(times, (time) => new Date(time)))
  const days = dates.map((date) => date.getUTCDate())
  const day = Math.max(...days)
  const isLast = (date: Date) => new Date(date.getTime() + dayMs).getUTCDate() === 1
  if (dates.some((date) => date.getUTCDate() !== day && !isLast(date))) return null
  const numbers = dates.map((date) => date.getUTCFullYear() * 12 + date.getUTCMonth())
  const first = numbers[0]! % months
  if (numbers.some((number) => number % months !== first)) return null
  let [at, steps, all] = [0, 0, 0]
  for (const times of series) {
    for (let index = 1; index < times.length; index++) {
      all++
      if (numbers[at + index]! - numbers[at + index - 1]! === months) steps++
    }
    at += times.length
  }
  return { interval: { kind: 'months', months, first, day }, regular: steps / Math.max(all, 1) }
}

/** A moment a day, and none on Saturdays and Sundays. */
function workdays(series: readonly Float64Array[], median: number): FoundInterval | null {
  if (median !== dayMs) return null
  const days = series.flatMap((times) => Array.from(times, (time) => weekdayOf(time).day))
  if (days.length < 10 || days.some((day) => day > 4)) return null
  if (series.some((times) => times.some((time) => time % dayMs !== 0))) return null
  const distances = series.flatMap((times) =>
    Array.from(times.subarray(1), (time, at) => (time - times[at]!) / dayMs - (weekdayOf(time).day === 0 ? 2 : 0)),
  )
  return { interval: { kind: 'workdays' }, regular: shareOf(distances, (distance) => distance === 1) }
}

/** Multiples of one distance, most of them that distance itself. */
function even(series: readonly Float64Array[], distances: Float64Array): FoundInterval | null {
  const { value: length, share } = mostFrequent(distances)
  const near = shareOf(distances, (distance) => {
    const steps = Math.round(distance / length)
    return steps >= 1 && Math.abs(distance / length - steps) <= jitter
  })
  if (share < leastEven || near < 0.9) return null
  const origin = Math.min(...series.map((times) => times[0] ?? Infinity))
  return { interval: { kind: 'even', length, origin }, regular: share }
}

/** The value that most of the sorted values are near to, within the jitter. */
function mostFrequent(sorted: Float64Array): { value: number; share: number } {
  let best = { value: sorted[0] ?? 0, count: 0 }
  let from = 0
  for (let to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! > (sorted[from]! * jitter) / 2) from++
    if (to - from + 1 > best.count) best = { value: sorted[(from + to) >> 1]!, count: to - from + 1 }
  }
  return { value: best.value, share: best.count / Math.max(sorted.length, 1) }
}
