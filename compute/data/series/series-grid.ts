/**
 * Rows of a table as evenly spaced steps: each series cut into segments without long gaps. Where rows stand in the table
 * doesn't matter, only what they hold.
 */
import type { SeriesInterval, SeriesWindow } from '../../spec/series-window.ts'
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

/** Rows in the order of their series and moments, with the series and the step of each. */
interface Placed {
  readonly rows: Uint32Array
  readonly series: Uint32Array
  readonly index: Float64Array
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
  const numberOf = new Int32Array(order.length).fill(-1)
  series.forEach(({ code }, number) => (numberOf[code] = number))
  const seriesOf = (row: number) => (codes === null ? 0 : codes[row]! < 0 ? -1 : numberOf[codes[row]!]!)
  const rows = inOrder(times, seriesOf)
  const placed = {
    rows,
    series: rows.map(seriesOf),
    index: stepsOfRows(rows, times, seriesOf, interval),
  }
  return {
    series: series.map(({ name }) => name),
    ...segmentsOf(placed, times, { interval, bridge }),
    unplaced: times.length - rows.length,
  }
}

/** Rows that have a moment and a series, in their order. */
function inOrder(times: Float64Array, seriesOf: (row: number) => number): Uint32Array {
  const rows = Uint32Array.from(times.keys()).filter((row) => !Number.isNaN(times[row]!) && seriesOf(row) >= 0)
  const compare = (a: number, b: number) => seriesOf(a) - seriesOf(b) || times[a]! - times[b]! || a - b
  // Most tables are in order already.
  return rows.every((row, at) => at === 0 || compare(rows[at - 1]!, row) < 0) ? rows : rows.sort(compare)
}

/** The step of each row: by its moment, or by how many moments of its series were before. */
function stepsOfRows(
  rows: Uint32Array,
  times: Float64Array,
  seriesOf: (row: number) => number,
  interval: SeriesInterval,
): Float64Array {
  if (interval.kind !== 'rows') return Float64Array.from(rows, (row) => stepOf(times[row]!, interval))
  const index = new Float64Array(rows.length)
  for (let at = 1; at < rows.length; at++) {
    const [before, row] = [rows[at - 1]!, rows[at]!]
    if (seriesOf(row) === seriesOf(before)) index[at] = index[at - 1]! + (times[row] === times[before] ? 0 : 1)
  }
  return index
}

/**
 * The segments with the moments and the rows of their steps. Where intervals follow from moments, a step's moment is the one
 * that it stands for, else its rows' own.
 */
function segmentsOf(
  { rows, series, index }: Placed,
  times: Float64Array,
  { interval, bridge }: Pick<SeriesWindow, 'interval' | 'bridge'>,
): Pick<SeriesGrid, 'segments' | 'steps' | 'times' | 'rowStart' | 'rows'> {
  const segments: Segment[] = []
  const rowStart: number[] = []
  const moments: number[] = []
  rows.forEach((row, at) => {
    const missing = at === 0 ? 0 : index[at]! - index[at - 1]! - 1
    const begins = at === 0 || series[at] !== series[at - 1] || missing > bridge
    if (!begins && missing < 0) return
    if (begins) segments.push({ series: series[at]!, index: index[at]!, first: moments.length, steps: 0 })
    for (let step = begins ? index[at]! : index[at]! - missing; step <= index[at]!; step++) {
      rowStart.push(at)
      moments.push(interval.kind === 'rows' ? times[row]! : timeOfStep(step, interval))
    }
  })
  rowStart.push(rows.length)
  return {
    segments: segments.map((segment, at) => ({
      ...segment,
      steps: (segments[at + 1]?.first ?? moments.length) - segment.first,
    })),
    steps: moments.length,
    times: Float64Array.from(moments),
    rowStart: Uint32Array.from(rowStart),
    rows,
  }
}
