/** What the calendar says of moments, as numbers that come round. */
import { type CalendarPart, calendarPeriods } from '../../spec/series-window.ts'
import { weekdayOf } from './intervals.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** As people count: hours from 0 up to 24, days from Monday (0) to Sunday (6), days of the year from 1 on. */
const readings: { readonly [P in CalendarPart]: (time: number) => number } = {
  hour: (time) => (((time % dayMs) + dayMs) % dayMs) / hourMs,
  weekday: (time) => weekdayOf(time).day,
  yearday: (time) => {
    const date = new Date(time)
    const day = Math.floor(time / dayMs) * dayMs
    date.setUTCMonth(0, 1)
    date.setUTCHours(0, 0, 0, 0)
    return (day - date.getTime()) / dayMs + 1
  },
}

/** The calendar's readings of a moment. */
export const calendarOf = (time: number, parts: readonly CalendarPart[]): number[] =>
  parts.map((part) => readings[part](time))

/** What a reading is multiplied by to be an angle: in 32 bits, as in the exported graph. */
export const angleScale = (part: CalendarPart): number => Math.fround((2 * Math.PI) / calendarPeriods[part])

/** Sine and cosine of a reading: the calendar's inputs at a step. */
export function calendarInputs(reading: number, part: CalendarPart): readonly [number, number] {
  const angle = Math.fround(Math.fround(reading) * angleScale(part))
  return [Math.sin(angle), Math.cos(angle)]
}
