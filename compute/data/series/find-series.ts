/** Looks for series in a table: which column says when, which tells series apart, how moments are spaced, what comes round. */
import type { ColumnProfile, TableProfile } from '../../spec/dataset.ts'
import { leastMoments, mostSeries, saysWhen, type SeriesFacts } from '../../spec/series-facts.ts'
import type { SeriesLevel } from '../../spec/series-window.ts'
import type { ColumnSource } from '../preprocess/prepare-run.ts'
import { asTexts } from '../split/column-texts.ts'
import { timesOfColumn } from '../split/divide-rows.ts'
import { findInterval } from './find-interval.ts'
import { findSeason } from './find-season.ts'
import { type SeriesGrid, seriesGrid } from './series-grid.ts'
import { heldNumbers, numbersOfSteps } from './step-columns.ts'
import { suggestWindow, usualSeasons } from './suggest-window.ts'
import { windowOrigins } from './windows.ts'

/** A time that is missing more often is none. */
const mostMissing = 0.05
/** Rows that are looked at: more would keep a person waiting, and have to be held in memory. */
const mostRows = 5_000_000
/** So many rows of a series may share their moments with others, being averaged. */
const mostShared = 0.05
/** So many rows a series, on average. */
const leastRowsEach = 20
/** A mean that moves by so many standard deviations from the first third to the last is no level. */
const driftFrom = 0.6
/**
 * From this correlation of neighbours on the last value says more of the next one than a level does. Measured on sunspots,
 * orders and carbon dioxide: counted from the last value, forecasts are as good or better.
 */
const alikeNeighbours = 0.5

/** Columns that may say when, dates before numbers. */
export function timeColumns({ columns, rows }: TableProfile, target: string): readonly ColumnProfile[] {
  const able = columns.filter(
    (column) => column.name !== target && column.missing <= rows * mostMissing && saysWhen(column, rows),
  )
  return able.toSorted((a, b) => Number(b.kind === 'date') - Number(a.kind === 'date'))
}

/** What is to be found out, or was chosen already. */
export interface SeriesQuestion {
  readonly target: string
  readonly time?: string | undefined
  /** Null: all rows are one series. */
  readonly series?: string | null | undefined
}

/** The facts of a target's series; null where it has none. @throws StudioError as `timesOfColumn` */
export async function findSeries(
  source: ColumnSource,
  profile: TableProfile,
  { target, time, series }: SeriesQuestion,
): Promise<SeriesFacts | null> {
  const column = profile.columns.find(({ name }) => name === target)
  if (column?.kind !== 'number' || profile.rows - column.missing < leastMoments || profile.rows > mostRows) return null
  for (const name of time === undefined ? timeColumns(profile, target).map((each) => each.name) : [time]) {
    const facts = await factsBy(source, profile, target, name, series)
    if (facts !== null) return facts
  }
  return null
}

async function factsBy(
  source: ColumnSource,
  profile: TableProfile,
  target: string,
  time: string,
  chosen: string | null | undefined,
): Promise<SeriesFacts | null> {
  const { values: times, dated } = await timesOfColumn(source, time)
  const values = (await source.columns([target])).columns.get(target)
  if (values?.kind !== 'number') return null
  const column = chosen === undefined ? await seriesColumn(source, profile, times, [time, target]) : chosen
  if (column === undefined) return null
  const texts = column === null ? null : asTexts((await source.columns([column])).columns.get(column)!)
  const codes = texts?.codes ?? null
  const moments = momentsOfSeries(times, codes)
  const found = findInterval(moments, dated)
  if (found === null) return null
  const { interval } = found
  const bridge = interval.kind === 'rows' ? 0 : 3
  const grid = seriesGrid({ times, codes, names: texts?.dictionary ?? [''] }, { interval, bridge })
  const numbers = numbersOfSteps(values.values, grid)
  const held = heldNumbers(numbers, grid, bridge)
  const steps = numbers.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  const stretches = stretchesOf(held, grid)
  const longest = stretches.reduce((most, each) => (each.length > most.length ? each : most), new Float64Array(0))
  if (longest.length < leastMoments) return null
  const known = moments.filter((each) => each.length > 0)
  const from = Math.min(...known.map((each) => each[0]!))
  const to = Math.max(...known.map((each) => each.at(-1)!))
  const { season, neighbours } = findSeason(longest, usualSeasons(interval, dated))
  const level = neighbours >= alikeNeighbours ? 'last' : levelOf(stretches)
  const shape = { interval, dated, from, to, steps, longest: longest.length, season, level, values: longest }
  const window = { time, series: column, ...suggestWindow(shape) }
  return {
    window,
    ...{ dated, from, to, steps },
    series: grid.series.length,
    longest: longest.length,
    missing: missingSteps(numbers, grid),
    breaks: stretches.length - grid.series.length,
    shared: grid.rows.length - stepsWithRows(grid),
    regular: found.regular,
    seasonStrength: season?.strength ?? 0,
    windows: windowOrigins(grid, { numbers, held }, window).length,
  }
}

/** The moments of each series, ascending and different. */
function momentsOfSeries(times: Float64Array, codes: Int32Array | null): Float64Array[] {
  const bySeries = new Map<number, number[]>()
  times.forEach((time, row) => {
    const code = codes?.[row] ?? 0
    if (Number.isNaN(time) || code < 0) return
    const own = bySeries.get(code)
    if (own === undefined) bySeries.set(code, [time])
    else own.push(time)
  })
  return Array.from(bySeries.values(), (own) => Float64Array.from(new Set(own)).sort())
}

/** Rows beyond the first of each moment of a series. */
function sharedRows(times: Float64Array, codes: Int32Array | null): number {
  if (codes === null) return times.length - new Set(times).size
  const seen = new Map<number, Set<number>>()
  times.forEach((time, row) => {
    const own = seen.get(codes[row]!)
    if (own === undefined) seen.set(codes[row]!, new Set([time]))
    else own.add(time)
  })
  return Array.from(seen.values()).reduce((rows, own) => rows - own.size, times.length)
}

/** The column that tells series apart: null where none is needed, undefined where none does. Of several the one with the fewest. */
async function seriesColumn(
  source: ColumnSource,
  { columns, rows }: TableProfile,
  times: Float64Array,
  others: readonly string[],
): Promise<string | null | undefined> {
  if (sharedRows(times, null) <= rows * mostShared) return null
  const candidates = columns.filter(
    ({ name, kind, distinct, missing }) =>
      (kind === 'category' || kind === 'number') &&
      !others.includes(name) &&
      missing === 0 &&
      distinct >= 2 &&
      distinct <= Math.min(mostSeries, rows / leastRowsEach),
  )
  for (const { name } of candidates.toSorted((a, b) => a.distinct - b.distinct)) {
    const column = (await source.columns([name])).columns.get(name)
    if (column !== undefined && sharedRows(times, asTexts(column).codes) <= rows * mostShared) return name
  }
  return undefined
}

/** Stretches of values of which none is missing, after gaps were bridged. */
function stretchesOf(held: Float64Array, { segments }: SeriesGrid): Float64Array[] {
  return segments.flatMap(({ first, steps }) => {
    const stretches: Float64Array[] = []
    let from = first
    for (let step = first; step <= first + steps; step++) {
      if (step < first + steps && !Number.isNaN(held[step]!)) continue
      if (step > from) stretches.push(held.subarray(from, step))
      from = step + 1
    }
    return stretches
  })
}

function stepsWithRows({ rowStart, steps }: SeriesGrid): number {
  let count = 0
  for (let step = 0; step < steps; step++) if (rowStart[step + 1]! > rowStart[step]!) count++
  return count
}

/** Steps without a value between the first and the last of their series. */
function missingSteps(numbers: Float64Array, { segments }: SeriesGrid): number {
  let missing = 0
  segments.forEach(({ first, steps, series, index }, at) => {
    for (let step = first; step < first + steps; step++) if (Number.isNaN(numbers[step]!)) missing++
    const next = segments[at + 1]
    if (next?.series === series) missing += next.index - index - steps
  })
  return missing
}

/** Whether values keep a level of their own, in each series and between them. */
function levelOf(stretches: readonly Float64Array[]): SeriesLevel {
  const long = stretches.filter(({ length }) => length >= leastMoments)
  const drifting = long.filter((values) => {
    const third = Math.floor(values.length / 3)
    const move = Math.abs(meanOf(values.subarray(-third)) - meanOf(values.subarray(0, third)))
    return move > driftFrom * deviationOf(values)
  })
  const between = deviationOf(Float64Array.from(long, meanOf))
  const within = meanOf(Float64Array.from(long, deviationOf))
  return drifting.length * 2 > long.length || between > within ? 'last' : 'own'
}

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)

function deviationOf(values: Float64Array): number {
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(values.length, 1))
}
