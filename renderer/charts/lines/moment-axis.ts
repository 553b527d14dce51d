/** Moments in words and on an axis: dates in UTC, as the app reads them, or the numbers that stand for time in a table. */
import { dateTicks } from '../maths/date-ticks.ts'
import { linearTicks } from '../maths/ticks.ts'
import type { XAxis } from './line-chart.tsx'

export interface Moments {
  readonly axis: XAxis
  /** In words: a date, with its hour where it has one. */
  readonly write: (time: number) => string
  /** For files: 2026-11-27, or 2026-11-27 18:30:00. */
  readonly plain: (time: number) => string
}

const dayMs = 86_400_000
const isMidnight = (time: number) => time % dayMs === 0

/**
 * Moments of a language.
 *
 * @param name of the axis
 * @param writeNumber for moments that are no dates
 */
export function momentsOf(
  dated: boolean,
  language: string,
  name: string,
  writeNumber: (value: number) => string,
): Moments {
  if (!dated) {
    const axis = { name, ticks: linearTicks, format: writeNumber, describe: writeNumber }
    return { axis, write: writeNumber, plain: String }
  }
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
  const year = formatter({ year: 'numeric' })
  const month = formatter({ month: 'short' })
  const day = formatter({ month: 'short', day: 'numeric' })
  const hour = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const date = formatter({ dateStyle: 'medium' })
  const dateTime = formatter({ dateStyle: 'medium', timeStyle: 'short' })
  // Each mark says what is new in it: the year at its beginning, else the month, the day, the hour.
  const mark = (time: number) => {
    if (!isMidnight(time)) return hour.format(time)
    const at = new Date(time)
    if (at.getUTCDate() > 1) return day.format(time)
    return (at.getUTCMonth() > 0 ? month : year).format(time)
  }
  const write = (time: number) => (isMidnight(time) ? date : dateTime).format(time)
  return {
    axis: { name, ticks: dateTicks, format: mark, describe: write },
    write,
    plain: (time) => {
      const iso = new Date(time).toISOString()
      return isMidnight(time) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
    },
  }
}
