/** Windows of a run's series as they stand in its table, fed to an exported model the way any other program would. */
import type { PreparedSeries } from '../data/series/prepare-series.ts'
import { calendarOf } from '../data/series/calendar.ts'
import type { FittedWindows } from '../data/series/encode-windows.ts'
import type { Tensors } from '../graph/session.ts'
import { type Tensor, tensor } from '../graph/tensor.ts'
import { readSteps } from '../spec/series-window.ts'
import { knownColumns, windowNames } from './encode-window.ts'

/** Tensors of some windows, by the names of the file's inputs. */
export function windowTensors(
  { columns, grid, window, origins }: Pick<PreparedSeries, 'columns' | 'grid' | 'window' | 'origins'>,
  windows: Uint32Array,
  fitted: FittedWindows,
): Tensors {
  const { history, horizon, calendar } = window
  const names = windowNames(fitted)
  const known = knownColumns(fitted)
  /** Steps of all windows, from so many after their last known one on. */
  const stepsFrom = (after: number, count: number) =>
    Array.from(windows, (each) => origins[each]! + after).flatMap((first) =>
      Array.from({ length: count }, (_, step) => first + step),
    )
  const steps = stepsFrom(1 - history, history)
  const ahead = stepsFrom(1, horizon)
  const numbersOf = (wanted: readonly string[], at: readonly number[]) => {
    const values = wanted.flatMap((column) => {
      const own = columns.columns.get(column)
      return own?.kind === 'number' ? [own.values] : []
    })
    const data = Float32Array.from(at.flatMap((step) => values.map((each) => each[step]!)))
    return tensor('float32', data, [windows.length, at.length / windows.length, values.length])
  }
  const textsOf = (column: string, at: readonly number[]) => {
    const own = columns.columns.get(column)
    if (own === undefined || own.kind === 'number') throw new Error(`${column} has no categories`)
    const texts = at.map((step) => (own.codes[step]! < 0 ? '' : own.dictionary[own.codes[step]!]!))
    return tensor('string', texts, [windows.length, at.length / windows.length])
  }
  const ofKind = (wanted: 'number' | 'category') =>
    fitted.features.flatMap(({ kind, column }) => (kind === wanted ? [column] : []))
  const tensors: Record<string, Tensor> = { [names.values]: numbersOf(ofKind('number'), steps) }
  for (const column of ofKind('category')) tensors[column] = textsOf(column, steps)
  if (known.numbers.length > 0) tensors[names.known] = numbersOf(known.numbers, ahead)
  for (const column of known.categories) tensors[names.ahead(column)] = textsOf(column, ahead)
  if (calendar.length > 0) {
    const read = readSteps(window)
    const readings = stepsFrom(1 - history, read).flatMap((step) => calendarOf(grid.times[step]!, calendar))
    tensors[names.calendar] = tensor('float32', Float32Array.from(readings), [windows.length, read, calendar.length])
  }
  return tensors
}
