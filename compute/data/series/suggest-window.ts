/** Windows that suit series, by their interval, their season and their length. */
import {
  type CalendarPart,
  mostSteps,
  type SeriesInterval,
  type SeriesLevel,
  type SeriesWindow,
} from '../../spec/series-window.ts'
import type { FoundSeason } from './find-season.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const yearMs = 365.25 * dayMs

/** Longest histories that are suggested: with two seasons in them where there is room, else with one. */
const longestHistory = { twoSeasons: 112, oneSeason: 200, without: 48 } as const
/** Seasons up to this long are foretold whole. */
const longestWhole = 31
/** Fewer windows than this teach little: further ones are made at each step. */
const mostWindows = 40_000
/** Missing steps that are bridged. */
const usualBridge = 3

/** What is known of the series. */
export interface SeriesShape {
  readonly interval: SeriesInterval
  readonly dated: boolean
  readonly from: number
  readonly to: number
  /** Steps with a value, of all series and of the longest stretch. */
  readonly steps: number
  readonly longest: number
  readonly season: FoundSeason | null
  /** What values are best counted from, the season left aside. */
  readonly level: SeriesLevel
  /** The longest stretch. */
  readonly values: Float64Array
}

/** All of a window but for its columns. */
export function suggestWindow(shape: SeriesShape): Omit<SeriesWindow, 'time' | 'series'> {
  const { interval, longest, steps, season, level, values } = shape
  // Each part of the usual split has room for some windows.
  const horizon = clamp(usualHorizon(shape), 1, Math.floor((longest * 0.15) / 2))
  const history = clamp(usualHistory(shape, horizon), 2, Math.floor(longest / 4))
  return {
    interval,
    history,
    horizon,
    stride: Math.max(1, Math.ceil(steps / mostWindows)),
    bridge: interval.kind === 'rows' ? 0 : usualBridge,
    calendar: calendarFor(shape),
    level: saysMore(season, values, horizon) && season !== null && history >= season.steps ? 'season' : level,
    season: season === null || season.steps > mostSteps.history ? null : season.steps,
  }
}

/** The share of a stretch that is looked at: what judges later says nothing here. */
const firstPart = 0.7
/**
 * How much nearer what was a season before must be than what was last. Measured: counted from it, sunspots, orders and hourly
 * sales are foretold better or as well, carbon dioxide, which rises from year to year, is not.
 */
const nearer = 0.7

/** Whether what was a season before says more of the next steps than what was last. */
function saysMore(season: FoundSeason | null, values: Float64Array, horizon: number): boolean {
  if (season === null || horizon > season.steps) return false
  const part = values.subarray(0, Math.floor(values.length * firstPart))
  const naive = Array.from({ length: horizon }, (_, ahead) => meanDistance(part, ahead + 1))
  return meanDistance(part, season.steps) < (nearer * naive.reduce((sum, each) => sum + each, 0)) / horizon
}

/** How far apart values are, on average, that lie so many steps apart. */
function meanDistance(values: Float64Array, steps: number): number {
  let sum = 0
  for (let at = steps; at < values.length; at++) sum += Math.abs(values[at]! - values[at - steps]!)
  return sum / Math.max(1, values.length - steps)
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))

/** Milliseconds of a step. */
function stepMs(interval: SeriesInterval): number {
  switch (interval.kind) {
    case 'months':
      return (interval.months * yearMs) / 12
    case 'workdays':
      return dayMs
    case 'even':
    case 'rows':
      return interval.length
  }
}

/** Seasons that the calendar knows, in steps: of days, weeks and years. */
export function usualSeasons(interval: SeriesInterval, dated: boolean): number[] {
  if (!dated || interval.kind === 'rows') return []
  if (interval.kind === 'workdays') return [5, 261]
  const step = stepMs(interval)
  return [dayMs, 7 * dayMs, yearMs].map((length) => Math.round(length / step)).filter((steps) => steps >= 2)
}

/** As far ahead as people plan: a day of hours, a week of days, a year of months; a whole season where it is short. */
function usualHorizon({ interval, dated, season }: SeriesShape): number {
  if (season !== null && season.steps <= longestWhole) return season.steps
  if (!dated) return 10
  const step = stepMs(interval)
  if (interval.kind === 'workdays') return 5
  if (step < hourMs) return 30
  if (step < dayMs) return Math.round(dayMs / step)
  if (step < 5 * dayMs) return 7
  if (step < 27 * dayMs) return 8
  return Math.max(1, Math.round(yearMs / step))
}

function usualHistory({ season }: SeriesShape, horizon: number): number {
  if (season === null) return Math.min(longestHistory.without, Math.max(12, 2 * horizon))
  if (2 * season.steps <= longestHistory.twoSeasons) return Math.max(2 * season.steps, horizon)
  return season.steps <= longestHistory.oneSeason ? season.steps : longestHistory.without
}

/** What can come round within the data, and isn't hidden within a step. */
function calendarFor({ interval, dated, from, to }: SeriesShape): CalendarPart[] {
  if (!dated) return []
  const step = stepMs(interval)
  const span = to - from
  return [
    ...(step < dayMs && span >= 2 * dayMs ? (['hour'] as const) : []),
    ...(step <= dayMs && span >= 14 * dayMs ? (['weekday'] as const) : []),
    ...(step < yearMs / 2 && span >= 2 * yearMs ? (['yearday'] as const) : []),
  ]
}
