/**
 * Rows of a table as evenly spaced steps: each series cut into segments without long gaps. Where rows stand in the table
 * doesn't matter, only what they hold.
 */
import type { SeriesWindow } from '../../spec/series-window.ts'
import { stepOf, timeOfStep } from './intervals.ts'

/** A part of a series without a long gap. */
export interface Segment {
  /** Number of its series. */
  readonly series: number
  /** The number of its first step, counted as its interval counts. */
  readonly index: number
  /** Where its first step stands among all steps of the grid. */
  readonly first: number
  readonly steps: number
}

export interface SeriesGrid {
  /** Names of the series; one without a name where the table is one. */
  readonly series: readonly string[]
  readonly segments: readonly Segment[]
  /** Steps of all segments, one segment after the other. */
  readonly steps: number
  /** The moment of each step. */
  readonly times: Float64Array
  /** Rows of each step: those from `rowStart[step]` up to `rowStart[step + 1]` in `rows`. A bridged step has none. */
  readonly rowStart: Uint32Array
  readonly rows: Uint32Array
  /** Rows without a moment, or without a series. */
  readonly unplaced: number
}

/** What a grid is made of. */
export interface GridSource {
  /** NaN where missing. */
  readonly times: Float64Array
  /** Index into `names` for each row, −1 where missing; null where all rows are one series. */
  readonly codes: Int32Array | null
  readonly names: readonly string[]
}

/** A row with its place. */
interface Placed {
  readonly row: number
  readonly series: number
  readonly index: number
}

/** Puts rows on the grid. Segments are in the order of the series' names and of time. */
export function seriesGrid(
  source: GridSource,
  { interval, bridge }: Pick<SeriesWindow, 'interval' | 'bridge'>,
): SeriesGrid {
  const { times, codes } = source
  // By name: the order in which series turn up in the table says nothing.
  const order = Array.from(codes === null ? [''] : source.names, (name, code) => ({ name, code }))
  order.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.code - b.code))
  const present = new Set(codes === null ? [0] : codes)
  const series = order.filter(({ code }) => present.has(code))
  const numberOf = new Map(series.map(({ code }, number) => [code, number]))
  const known: { row: number; series: number; time: number }[] = []
  times.forEach((time, row) => {
    const number = numberOf.get(codes === null ? 0 : codes[row]!)
    if (!Number.isNaN(time) && number !== undefined) known.push({ row, series: number, time })
  })
  known.sort((a, b) => a.series - b.series || a.time - b.time || a.row - b.row)
  const placed: Placed[] = []
  known.forEach(({ row, series, time }, at) => {
    const before = known[at - 1]
    const earlier = before?.series === series ? (placed.at(-1)?.index ?? 0) : -1
    const next = () => (earlier < 0 ? 0 : time === before?.time ? earlier : earlier + 1)
    placed.push({ row, series, index: interval.kind === 'rows' ? next() : stepOf(time, interval) })
  })
  const named = series.map(({ name }) => name)
  return {
    series: named,
    ...segmentsOf(placed, bridge),
    ...momentsOf(placed, times, { interval, bridge }),
    unplaced: times.length - placed.length,
  }
}

/** Whether a row begins a new segment: of another series, or behind a long gap. */
const begins = (row: Placed, before: Placed | undefined, bridge: number): boolean =>
  before === undefined || row.series !== before.series || row.index - before.index - 1 > bridge

function segmentsOf(placed: readonly Placed[], bridge: number) {
  const segments: Segment[] = []
  const rowStart: number[] = []
  let steps = 0
  placed.forEach((row, at) => {
    const before = placed[at - 1]
    const isFirst = begins(row, before, bridge)
    const missing = isFirst ? 0 : row.index - before!.index - 1
    if (!isFirst && missing < 0) return
    for (let step = 0; step <= missing; step++) rowStart.push(at)
    steps += missing + 1
    const last = segments.at(-1)
    if (isFirst || last === undefined)
      segments.push({ series: row.series, index: row.index, first: steps - 1, steps: 1 })
    else segments[segments.length - 1] = { ...last, steps: last.steps + missing + 1 }
  })
  rowStart.push(placed.length)
  return { segments, steps, rowStart: Uint32Array.from(rowStart), rows: Uint32Array.from(placed, ({ row }) => row) }
}

/** The moments of the steps: where intervals follow from moments, the ones they stand for, else the rows' own. */
function momentsOf(
  placed: readonly Placed[],
  times: Float64Array,
  { interval, bridge }: Pick<SeriesWindow, 'interval' | 'bridge'>,
): { times: Float64Array } {
  const moments: number[] = []
  placed.forEach((row, at) => {
    const before = placed[at - 1]
    const isFirst = begins(row, before, bridge)
    if (!isFirst && row.index === before!.index) return
    const from = isFirst ? row.index : before!.index + 1
    for (let index = from; index <= row.index; index++) {
      moments.push(interval.kind === 'rows' ? times[row.row]! : timeOfStep(index, interval))
    }
  })
  return { times: Float64Array.from(moments) }
}
