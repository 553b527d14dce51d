/** From moments to the numbers of steps, and back, for each kind of interval. */
import type { SeriesInterval, SeriesIntervalKind } from '../../spec/series-window.ts'

const dayMs = 86_400_000

interface IntervalRule<Kind extends SeriesIntervalKind> {
  /** The step that a moment belongs to. */
  indexOf(time: number, interval: Extract<SeriesInterval, { kind: Kind }>): number
  /** The moment that a step stands for. */
  timeOf(index: number, interval: Extract<SeriesInterval, { kind: Kind }>): number
}

/** The week of a moment and its day from Monday (0) on. 1970-01-01 was a Thursday. */
export function weekdayOf(time: number): { week: number; day: number } {
  const days = Math.floor(time / dayMs) + 3
  const week = Math.floor(days / 7)
  return { week, day: days - week * 7 }
}

/** Kinds whose steps follow from the moment alone; with `rows` they follow from a series' other moments. */
export type GridKind = Exclude<SeriesIntervalKind, 'rows'>

const rules: { readonly [Kind in GridKind]: IntervalRule<Kind> } = {
  even: {
    indexOf: (time, { origin, length }) => Math.round((time - origin) / length),
    timeOf: (index, { origin, length }) => origin + index * length,
  },
  months: {
    indexOf: (time, { months, first }) => {
      const date = new Date(time)
      return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth() - first) / months)
    },
    timeOf: (index, { months, first, day }) => {
      const month = index * months + first
      const year = Math.floor(month / 12)
      const ofYear = month - year * 12
      const last = new Date(utc(year, ofYear + 1, 0)).getUTCDate()
      return utc(year, ofYear, Math.min(day, last))
    },
  },
  workdays: {
    indexOf: (time) => {
      const { week, day } = weekdayOf(time)
      return week * 5 + Math.min(day, 4)
    },
    timeOf: (index) => {
      const week = Math.floor(index / 5)
      return (week * 7 + (index - week * 5) - 3) * dayMs
    },
  },
}

/** Date.UTC takes years below 100 for those of the last century. */
function utc(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, month, day))
  return date.setUTCFullYear(year, month, day)
}

type GridInterval = Extract<SeriesInterval, { kind: GridKind }>
const ruleOf = ({ kind }: GridInterval) => rules[kind] as IntervalRule<GridKind>

/** The step that a moment belongs to. */
export const stepOf = (time: number, interval: GridInterval): number => ruleOf(interval).indexOf(time, interval)

/** The moment that a step stands for. */
export const timeOfStep = (index: number, interval: GridInterval): number => ruleOf(interval).timeOf(index, interval)

/** The moment so many steps after a step that stands at a moment. */
export function timeAhead(interval: SeriesInterval, index: number, time: number, ahead: number): number {
  return interval.kind === 'rows' ? time + ahead * interval.length : timeOfStep(index + ahead, interval)
}
