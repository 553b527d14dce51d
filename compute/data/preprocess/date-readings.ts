/** What a moment says, as numbers. Moments are whole seconds since 1970 as they are written, in no time zone, NaN where missing. */
import { type DatePart, readableSeconds } from '../../spec/date-parts.ts'
import { weekdayOf } from '../series/intervals.ts'

export const daySeconds = 86_400
const hourSeconds = 3_600

/** From milliseconds; what lies outside of the years 1 to 9999 is missing. */
export function momentSeconds(milliseconds: number): number {
  const seconds = Math.floor(milliseconds / 1000)
  return seconds >= readableSeconds.first && seconds <= readableSeconds.last ? seconds : NaN
}

/**
 * Each part's reading: seconds gone by since `origin`, the year, months, days of the month and weekdays from 0 (January, the
 * first, Monday), and hours of the day with their fractions, in 32 bits.
 */
export const dateReadings: { readonly [Part in DatePart]: (seconds: number, origin: number) => number } = {
  elapsed: (seconds, origin) => Math.fround(seconds - origin),
  year: (seconds) => new Date(seconds * 1000).getUTCFullYear(),
  month: (seconds) => new Date(seconds * 1000).getUTCMonth(),
  day: (seconds) => new Date(seconds * 1000).getUTCDate() - 1,
  weekday: (seconds) => weekdayOf(seconds * 1000).day,
  hour: (seconds) => Math.fround((seconds - Math.floor(seconds / daySeconds) * daySeconds) / hourSeconds),
}
