/**
 * From a table of series and a run's spec to windows that the trainer trains on. Everything is fitted on the steps before
 * the first that is watched, and no window that is learned from reaches into later parts.
 */
import { StudioError } from '../../spec/errors.ts'
import { inputWidth } from '../../spec/preprocessing.ts'
import type { Division, RunSpec } from '../../spec/run.ts'
import { type SeriesWindow, withKnown } from '../../spec/series-window.ts'
import { type Part, parts } from '../../spec/split.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'
import { fittedModel } from '../preprocess/fitted-model.ts'
import { modelNumber } from '../preprocess/number-statistics.ts'
import type { ColumnSource, PreparedRun, PrepareOptions } from '../preprocess/prepare-run.ts'
import type { TargetValues } from '../preprocess/target.ts'
import { encodeBlocks } from '../rows/encode-blocks.ts'
import { divideRows, timesOfColumn } from '../split/divide-rows.ts'
import { asTexts } from '../split/column-texts.ts'
import type { SplitRows } from '../split/splitter.ts'
import { encodeAhead, hasWindow, valuesAhead, type WindowEncoder, windowEncoder, windowForm } from './encode-windows.ts'
import { fitWindows, othersOf } from './fit-windows.ts'
import { type SeriesGrid, seriesGrid } from './series-grid.ts'
import { heldNumbers, numbersOfSteps, stepColumn } from './step-columns.ts'
import { divideWindows, type PartTimes, windowOrigins } from './windows.ts'

/** A target's series on their grid. */
export interface SeriesTarget {
  readonly grid: SeriesGrid
  /** Whether moments are dates. */
  readonly dated: boolean
  /** The target's values by steps; NaN where missing. */
  readonly numbers: Float64Array
  /** The same with what is missing held, over gaps that are bridged. */
  readonly held: Float64Array
}

/** What windows were made of. */
export interface PreparedSeries extends SeriesTarget {
  readonly window: SeriesWindow
  /** The last known step of each window. */
  readonly origins: Uint32Array
  readonly encoder: WindowEncoder
  /** All columns that are learned from, by steps. */
  readonly columns: TableColumns
}

/** The series of a target. @throws StudioError `split-column-unfit` for a time that is none */
export async function readSeries(
  source: ColumnSource,
  target: Extract<TargetValues, { kind: 'values' }>,
  window: SeriesWindow,
): Promise<SeriesTarget> {
  const { values: times, dated } = await timesOfColumn(source, window.time)
  const texts = window.series === null ? null : asTexts(await columnOf(source, window.series))
  const grid = seriesGrid({ times, codes: texts?.codes ?? null, names: texts?.dictionary ?? [''] }, window)
  const numbers = numbersOfSteps(target.values, grid).map(modelNumber)
  return { grid, dated, numbers, held: heldNumbers(numbers, grid, window.bridge) }
}

async function columnOf(source: ColumnSource, name: string): Promise<ColumnValues> {
  const unfit = () => new StudioError('split-column-unfit', { column: name })
  if (!source.columnNames.includes(name)) throw unfit()
  const values = (await source.columns([name])).columns.get(name)
  if (values === undefined) throw unfit()
  return values
}

/** The moments of the parts' steps. @throws StudioError `split-not-in-time` where parts don't follow one another */
function partTimes(split: SplitRows, { grid }: SeriesTarget): PartTimes {
  const timeOfRow = new Map<number, number>()
  for (let step = 0; step < grid.steps; step++) {
    for (let at = grid.rowStart[step]!; at < grid.rowStart[step + 1]!; at++)
      timeOfRow.set(grid.rows[at]!, grid.times[step]!)
  }
  const span = (part: Part) => {
    let [from, to] = [Infinity, -Infinity]
    for (const row of split[part]) {
      const time = timeOfRow.get(row)
      if (time !== undefined) [from, to] = [Math.min(from, time), Math.max(to, time)]
    }
    return { from, to }
  }
  const [train, validation, test] = parts.map(span) as [PartTimes['train'], PartTimes['train'], PartTimes['train']]
  // A step whose rows are in two parts is in the later one.
  if (train.to > validation.from || validation.to > test.from) throw new StudioError('split-not-in-time')
  const lastBefore = (time: number) =>
    grid.times.reduce((last, each) => (each < time ? Math.max(last, each) : last), -Infinity)
  return {
    train: { from: train.from, to: lastBefore(validation.from) },
    validation: { from: validation.from, to: lastBefore(test.from) },
    test,
  }
}

/** Rows and windows by part. */
export type DividedSeries = Awaited<ReturnType<typeof divideSeries>>

/** The windows of a plan, by part. @throws StudioError as prepareRun */
export async function divideSeries(
  source: ColumnSource,
  target: TargetValues,
  spec: Pick<Division, 'training'>,
  window: SeriesWindow,
) {
  if (target.kind !== 'values')
    throw new StudioError('target-not-numeric', {
      column: target.column,
      value: 'labels' in target ? (target.labels[0] ?? '') : '',
      row: 1,
    })
  const { split, by } = await divideRows(source, target, spec)
  const series = await readSeries(source, target, window)
  const times = partTimes(split, series)
  const origins = windowOrigins(series.grid, series, window)
  return {
    rows: split,
    by,
    series,
    times,
    origins,
    windows: divideWindows(series.grid, origins, window.horizon, times),
  }
}

/** See the file's head. @throws StudioError as prepareRun, `too-few-windows`, `split-not-in-time` */
export async function prepareSeries(
  source: ColumnSource,
  spec: RunSpec & { readonly window: SeriesWindow },
  target: TargetValues,
  missing: readonly string[],
  options: PrepareOptions,
): Promise<PreparedRun> {
  const window = withKnown(
    spec.window,
    othersOf(spec).map(({ column }) => column),
  )
  const { series, times, origins, windows } = await divideSeries(source, target, spec, window)
  const { history, horizon } = window
  const counts = { train: windows.train.length, validation: windows.validation.length, test: windows.test.length }
  if (parts.some((part) => counts[part] === 0)) {
    throw new StudioError('too-few-windows', { column: target.column, history, horizon, ...counts })
  }
  const columns = await columnsBySteps(source, spec, series)
  const trainSteps = stepsWithin(series.grid, times.train)
  const fitted = fitWindows({
    spec: { ...spec, window },
    series,
    columns,
    trainSteps,
    origins,
    train: windows.train,
    target,
    missing,
  })
  if (!hasWindow(fitted)) throw new Error('windows without a window')
  const encoder = windowEncoder(columns, series.grid.times, series.held, fitted)
  const ahead = valuesAhead(series.numbers, origins, horizon)
  return {
    table: {
      rows: origins.length,
      inputs: inputWidth(fitted),
      outputs: horizon,
      features: await encodeBlocks(
        {
          rows: origins,
          width: inputWidth(fitted),
          inputs: encoder.inputs,
          file: () => source.encodedFile?.(spec, fitted),
        },
        options,
      ),
      targets: { kind: 'series', values: encodeAhead(ahead, encoder.levels(origins), fitted) },
      window: windowForm(fitted),
      split: windows,
    },
    model: fittedModel(spec.model, fitted),
    fitted,
    target,
    usedRows: counts.train + counts.validation + counts.test,
    series: { ...series, window, origins, encoder, columns },
  }
}

/** Columns that a window's steps are made of, the target's first. Of other kinds than numbers and categories nothing is learned. */
async function columnsBySteps(
  source: ColumnSource,
  { features, target }: RunSpec,
  series: SeriesTarget,
): Promise<TableColumns> {
  const columns = new Map<string, ColumnValues>([[target, { kind: 'number', values: series.held }]])
  for (const { column } of othersOf({ features, target })) {
    columns.set(column, stepColumn(await columnOf(source, column), series.grid))
  }
  return { rows: series.grid.steps, columns }
}

/** The steps of the grid between two moments. */
export function stepsWithin({ times }: SeriesGrid, { from, to }: PartTimes['train']): Uint32Array {
  const steps: number[] = []
  times.forEach((time, step) => time >= from && time <= to && steps.push(step))
  return Uint32Array.from(steps)
}
