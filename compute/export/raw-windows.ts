/** Windows of a run's series as they stand in its table, fed to an exported model the way any other program would. */
import type { PreparedSeries } from '../data/series/prepare-series.ts'
import { calendarOf } from '../data/series/calendar.ts'
import type { FittedWindows } from '../data/series/encode-windows.ts'
import type { Tensors } from '../graph/session.ts'
import { type Tensor, tensor } from '../graph/tensor.ts'
import { windowNames } from './encode-window.ts'

/** Tensors of some windows, by the names of the file's inputs. */
export function windowTensors(
  { columns, grid, window, origins }: Pick<PreparedSeries, 'columns' | 'grid' | 'window' | 'origins'>,
  windows: Uint32Array,
  fitted: FittedWindows,
): Tensors {
  const { history, calendar } = window
  const names = windowNames(fitted)
  const steps = Array.from(windows, (each) => origins[each]! - history + 1).flatMap((first) =>
    Array.from({ length: history }, (_, step) => first + step),
  )
  const numbers = fitted.features.flatMap(({ kind, column }) => {
    const own = columns.columns.get(column)
    return kind === 'number' && own?.kind === 'number' ? [own.values] : []
  })
  const shape = [windows.length, history]
  const tensors: Record<string, Tensor> = {
    [names.values]: tensor(
      'float32',
      Float32Array.from(steps.flatMap((step) => numbers.map((values) => values[step]!))),
      [...shape, numbers.length],
    ),
  }
  for (const { kind, column } of fitted.features) {
    const own = columns.columns.get(column)
    if (kind !== 'category' || own === undefined || own.kind === 'number') continue
    const texts = steps.map((step) => (own.codes[step]! < 0 ? '' : own.dictionary[own.codes[step]!]!))
    tensors[column] = tensor('string', texts, shape)
  }
  if (calendar.length > 0) {
    const readings = steps.flatMap((step) => calendarOf(grid.times[step]!, calendar))
    tensors[names.calendar] = tensor('float32', Float32Array.from(readings), [...shape, calendar.length])
  }
  return tensors
}
