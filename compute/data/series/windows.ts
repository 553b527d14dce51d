/** Which windows there are in a grid, and to which part each belongs. */
import type { SeriesWindow } from '../../spec/series-window.ts'
import type { Part } from '../../spec/split.ts'
import type { SeriesGrid } from './series-grid.ts'

/** The first and the last moment of each part. */
export type PartTimes = Readonly<Record<Part, { readonly from: number; readonly to: number }>>

/** The last known step of each window, of all windows whose targets are all there, in the order of the grid's steps. */
export function windowOrigins(
  grid: Pick<SeriesGrid, 'segments'>,
  target: { readonly numbers: Float64Array; readonly held: Float64Array },
  { history, horizon, stride }: Pick<SeriesWindow, 'history' | 'horizon' | 'stride'>,
): Uint32Array {
  const origins: number[] = []
  for (const { first, steps, index } of grid.segments) {
    // So many steps up to and with this one are known or held, and are there.
    let [known, there] = [0, 0]
    for (let step = first; step < first + steps; step++) {
      there = Number.isNaN(target.numbers[step]!) ? 0 : there + 1
      const origin = step - horizon
      if (origin < first) continue
      known = Number.isNaN(target.held[origin]!) ? 0 : known + 1
      // Counted from where the interval begins to count, so that further steps don't move the windows.
      const place = index + origin - first
      if (known >= history && there >= horizon && place % stride === 0) origins.push(origin)
    }
  }
  return Uint32Array.from(origins)
}

/** The last step of each series from which a forecast can be made: its newest one that is known, with enough before it. */
export function newestOrigins(
  grid: SeriesGrid,
  target: { readonly numbers: Float64Array; readonly held: Float64Array },
  history: number,
): (number | null)[] {
  const newest: (number | null)[] = grid.series.map(() => null)
  for (const { series, first, steps } of grid.segments) {
    let last = first + steps - 1
    while (last >= first && Number.isNaN(target.numbers[last]!)) last--
    if (last < first) continue
    const known = last - history + 1 >= first && !target.held.subarray(last - history + 1, last + 1).some(Number.isNaN)
    newest[series] = known ? last : null
  }
  return newest
}

/**
 * Windows by the part in which all their targets lie; their history may lie before. A window whose targets lie in two parts
 * is in none.
 *
 * @returns numbers of windows, ascending
 */
export function divideWindows(
  { times }: Pick<SeriesGrid, 'times'>,
  origins: Uint32Array,
  horizon: number,
  parts: PartTimes,
): Record<Part, Uint32Array> {
  const inPart = ({ from, to }: PartTimes[Part]) => {
    const windows: number[] = []
    origins.forEach((origin, window) => {
      if (times[origin + 1]! >= from && times[origin + horizon]! <= to) windows.push(window)
    })
    return Uint32Array.from(windows)
  }
  return { train: inPart(parts.train), validation: inPart(parts.validation), test: inPart(parts.test) }
}
