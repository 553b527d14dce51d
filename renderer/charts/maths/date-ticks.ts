/** Marks of an axis of moments, in milliseconds since 1970, at what people count by: minutes, hours, days, months, years. */
import { linearTicks, multiples, niceStep } from './ticks.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const yearMs = 365.25 * dayMs

const evenSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minuteMs),
  ...[1, 2, 3, 6, 12].map((count) => count * hourMs),
  ...[1, 2, 7, 14].map((count) => count * dayMs),
]
const monthSteps = [1, 2, 3, 6] as const

/** At most `count` + 1 marks, in UTC as the app reads dates. */
export function dateTicks(min: number, max: number, count: number): number[] {
  if (!Number.isFinite(min) || !Number.isFinite(max) || max < min) return []
  const raw = (max - min) / count
  if (raw < minuteMs) return linearTicks(min, max, count)
  const even = evenSteps.find((step) => step >= raw)
  if (even !== undefined) return multiples(min, max, even)
  const months = monthSteps.find((step) => (step * yearMs) / 12 >= raw)
  const step = months ?? 12 * Math.max(1, niceStep((max - min) / yearMs, count))
  const first = new Date(min)
  const begin = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step
  const ticks: number[] = []
  for (let month = begin; ; month += step) {
    const time = monthTime(month)
    if (time > max) return ticks
    if (time >= min) ticks.push(time)
  }
}

/** The beginning of a month, counted from the year 0 on. */
function monthTime(month: number): number {
  const year = Math.floor(month / 12)
  // Date.UTC takes years below 100 for those of the last century.
  return new Date(Date.UTC(2000, month - year * 12, 1)).setUTCFullYear(year)
}
