/** What augmentation makes of a dataset's series: a few windows of those that are learned from, each in several ways. */
import type { TableColumns } from '../data/column-values.ts'
import type { OpenDataset } from '../data/raw-columns.ts'
import {
  encodeAhead,
  hasWindow,
  turnBackAhead,
  valuesAhead,
  windowEncoder,
  windowForm,
} from '../data/series/encode-windows.ts'
import { fitWindows } from '../data/series/fit-windows.ts'
import { divideSeries, stepsWithin } from '../data/series/prepare-series.ts'
import type { RowKeys } from '../data/split/row-keys.ts'
import * as op from '../graph/ops.ts'
import { augmentSeries } from '../nn/series-augmentation.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { Division } from '../spec/run.ts'
import type { SeriesAugmentation, SeriesAugmentationPreview } from '../spec/series-augmentation.ts'
import { levelOf, withKnown } from '../spec/series-window.ts'
import { changedRows } from '../train/augmented-rows.ts'
import type { Kept } from './kept.ts'
import { dividePlan } from './plan-split.ts'

/** Windows that are shown, and ways of each. */
const [shown, ways] = [3, 2]

export interface SeriesAugmentationQuestion {
  readonly division: Division
  readonly augmentation: SeriesAugmentation
  readonly seed: number
}

/** See the file's head. @throws StudioError as divideSeries, `bad-request` for a plan without windows */
export async function previewSeriesAugmentation(
  dataset: OpenDataset,
  table: ImportedTable,
  { division, augmentation, seed }: SeriesAugmentationQuestion,
  keys: Kept<RowKeys>,
): Promise<SeriesAugmentationPreview> {
  if (division.window === undefined) throw new StudioError('bad-request', { message: 'a plan without windows' })
  const { source, target } = await dividePlan(dataset, table, division, keys)
  const { series, times, origins, windows } = await divideSeries(source, target, division, division.window)
  if (windows.train.length === 0) return { dated: series.dated, windows: [] }
  // The target's own past alone: it is what is shown.
  const window = { ...withKnown(division.window, []), calendar: [] }
  const columns: TableColumns = {
    rows: series.grid.steps,
    columns: new Map([[division.target, { kind: 'number', values: series.held }]]),
  }
  const fitted = fitWindows({
    spec: { features: [], target: division.target, window },
    ...{ series, columns, origins, target },
    trainSteps: stepsWithin(series.grid, times.train),
    train: windows.train,
    missing: table.dialect.missing,
  })
  if (!hasWindow(fitted)) throw new Error('windows without a window')
  const { history, horizon } = window
  const count = Math.min(shown, windows.train.length)
  const chosen = Array.from({ length: count }, (_, at) => {
    return origins[windows.train[Math.floor(((at + 0.5) * windows.train.length) / count)]!]!
  })
  const each = Uint32Array.from(chosen.flatMap((origin) => Array.from({ length: ways }, () => origin)))
  const encoder = windowEncoder(columns, series.grid.times, series.held, fitted)
  const levels = encoder.levels(each)
  const form = windowForm(fitted)
  const inputs = encoder.inputs(each)
  const ahead = encodeAhead(valuesAhead(series.numbers, each, horizon), levels, fitted)
  // Both in one row: what is ahead is changed with its window.
  const rows = new Float32Array(each.length * (history + horizon))
  each.forEach((_, row) => {
    rows.set(inputs.subarray(row * history, (row + 1) * history), row * (history + horizon))
    rows.set(ahead.subarray(row * horizon, (row + 1) * horizon), row * (history + horizon) + history)
  })
  const { past, next } = await changedRows(
    rows,
    each.length,
    (both, training) => {
      const [x, y] = op.split(both, 1, [history, horizon])
      const changed = augmentSeries(x!, y!, form, augmentation, training)
      return { past: changed.x, next: changed.y }
    },
    seed,
  )
  const [feature] = fitted.features
  if (feature?.kind !== 'number') throw new Error("a window begins with the target's own past")
  const values = turnBackAhead(next, levels, fitted)
  const changedOf = (row: number) => [
    ...Array.from(past.subarray(row * history, (row + 1) * history), (input) => {
      const level = levelOf(window) === 'own' ? 0 : series.held[each[row]!]!
      return input / feature.scale + feature.mean + level
    }),
    ...values.subarray(row * horizon, (row + 1) * horizon),
  ]
  return {
    dated: series.dated,
    windows: chosen.map((origin, at) => {
      const [first, end] = [origin - history + 1, origin + horizon + 1]
      const segment = series.grid.segments.find((own) => origin >= own.first && origin < own.first + own.steps)
      return {
        series: series.grid.series[segment?.series ?? 0] ?? '',
        times: Array.from(series.grid.times.subarray(first, end)),
        values: Array.from(series.held.subarray(first, end)),
        changed: Array.from({ length: ways }, (_, way) => changedOf(at * ways + way)),
      }
    }),
  }
}
