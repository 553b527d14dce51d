/**
 * How series become examples: a window of so many steps that are known, and the steps after it that are to be foretold.
 */
import { z } from 'zod'

/** How moments become evenly spaced steps. A new way is a row here and in compute/data/series/intervals.ts. */
export const seriesIntervalSchema = z.discriminatedUnion('kind', [
  /** Every `length` milliseconds (or units of a number column), counted from `origin`; a moment belongs to the nearest step. */
  z.object({ kind: z.literal('even'), length: z.number().positive(), origin: z.number() }),
  /** Every so many calendar months, on that day of the `first` one, or on its last day where it has fewer. */
  z.object({
    kind: z.literal('months'),
    months: z.int().min(1).max(1200),
    first: z.int().min(0).max(1199),
    day: z.int().min(1).max(31),
  }),
  /** Every day but Saturdays and Sundays. */
  z.object({ kind: z.literal('workdays') }),
  /** Each moment of a series is its next step, whatever lies between. `length`: what usually does. */
  z.object({ kind: z.literal('rows'), length: z.number().positive() }),
])
export type SeriesInterval = z.infer<typeof seriesIntervalSchema>
export type SeriesIntervalKind = SeriesInterval['kind']

/**
 * What the calendar says of a moment, as numbers that come round: `period` of them. Since steps are evenly spaced, what it
 * says of the steps that are known tells what it will say of those ahead.
 */
export const calendarPeriods = { hour: 24, weekday: 7, yearday: 365.25 } as const
export type CalendarPart = keyof typeof calendarPeriods
export const calendarParts = ['hour', 'weekday', 'yearday'] as const satisfies readonly CalendarPart[]

/**
 * What values are counted from: from nothing; from the last one that is known, where a series has no level of its own; or,
 * those ahead, from what was a season before them.
 */
export const seriesLevels = ['own', 'last', 'season'] as const
export type SeriesLevel = (typeof seriesLevels)[number]

/** Largest windows: of so many steps. */
export const mostSteps = { history: 2048, horizon: 512 } as const

export const seriesWindowSchema = z.object({
  /** The column that says when. */
  time: z.string().min(1),
  /** The column that says which series a row belongs to; null where all rows are one. */
  series: z.string().min(1).nullable(),
  interval: seriesIntervalSchema,
  /** Steps that are known. */
  history: z.int().min(1).max(mostSteps.history),
  /** Steps that are foretold. */
  horizon: z.int().min(1).max(mostSteps.horizon),
  /** Steps from one window to the next. */
  stride: z.int().min(1).max(mostSteps.history),
  /** So many missing steps in a row are taken to be as the last one before them; at more, a series breaks off. */
  bridge: z.int().min(0).max(1000),
  calendar: z.array(z.enum(calendarParts)),
  level: z.enum(seriesLevels),
  /**
   * Columns among those that are learned from whose values are known ahead, such as holidays, prices or promotions: a window has those
   * of the steps that are foretold, too.
   */
  known: z.array(z.string()).optional(),
  /** Steps after which the series comes round, or null: what the seasonal naive forecast repeats. */
  season: z.int().min(2).max(mostSteps.history).nullable(),
})
export type SeriesWindow = z.infer<typeof seriesWindowSchema>

/** What values are counted from indeed: a season can be looked back to only where the history holds one. */
export function levelOf({ level, season, history }: Pick<SeriesWindow, 'level' | 'season' | 'history'>): SeriesLevel {
  return level === 'season' && (season === null || history < season) ? 'last' : level
}

/** Where in the known steps each step ahead has what was a season before it: of the newest season, as often as it takes. */
export function seasonPlaces({
  season,
  history,
  horizon,
}: Pick<SeriesWindow, 'season' | 'history' | 'horizon'>): number[] {
  const length = season ?? 1
  return Array.from({ length: horizon }, (_, ahead) => history - length + (ahead % length))
}

/** Steps that a model reads: those that are known and, where something is known of them, those ahead. */
export const readSteps = ({
  history,
  horizon,
  known = [],
}: Pick<SeriesWindow, 'history' | 'horizon' | 'known'>): number => (known.length === 0 ? history : history + horizon)

/** The windows with what is known ahead of these columns only. */
export function withKnown({ known = [], ...window }: SeriesWindow, columns: readonly string[]): SeriesWindow {
  const own = known.filter((column) => columns.includes(column))
  return own.length === 0 ? window : { ...window, known: own }
}
