/** Divides the rows of a source for a run: reads what the way needs and says why it may not be possible. */
import { StudioError } from '../../spec/errors.ts'
import type { Division } from '../../spec/run.ts'
import { methodOf, splitColumnOf, splitColumns } from '../../spec/split.ts'
import type { TableColumns } from '../column-values.ts'
import type { TargetValues } from '../preprocess/target.ts'
import { asTexts } from './column-texts.ts'
import { rowKeys, type RowKeys } from './row-keys.ts'
import { type SplitRows, splitRows } from './split-rows.ts'
import type { SplitValues } from './splitter.ts'

/** Fewer rows than this (with a target) can't be split into three parts that mean anything. */
export const leastRows = 10

/** What dividing rows asks of a table. */
export interface SplitSource {
  /** Names of all columns. */
  readonly columnNames: readonly string[]
  columns(names: readonly string[]): Promise<TableColumns>
  /** A date column in milliseconds since 1970, or a number column as it is, NaN where missing; null for other kinds. */
  times?(column: string): Promise<{ readonly values: Float64Array; readonly dated: boolean } | null>
  /** Fingerprints of the rows, where the source has them at hand. */
  rowKeys?(): Promise<RowKeys>
}

/** The rows of each part, with what they were divided by. */
export interface DividedRows {
  readonly split: SplitRows
  readonly by: SplitValues | null
}

/**
 * Divides the rows that have a target.
 *
 * @throws StudioError `too-few-rows`, `target-class-too-small`, `split-column-unfit`, `too-few-groups`, `too-few-times`,
 *   `split-part-empty`
 */
export async function divideRows(
  source: SplitSource,
  target: TargetValues,
  { training }: Pick<Division, 'training'>,
): Promise<DividedRows> {
  const { split, seed } = training
  const strata = target.kind === 'classes' ? target.values : presence(target)
  const usable = strata.reduce((count, stratum) => count + (stratum < 0 ? 0 : 1), 0)
  const tooFew = () => new StudioError('too-few-rows', { column: target.column, rows: usable, least: leastRows })
  if (usable < leastRows) throw tooFew()
  if (target.kind === 'classes' && split.stratify && methodOf(split).kind === 'random') requirePairs(target)
  const keys = split.byContent === true ? await (source.rowKeys?.() ?? rowKeys(source)) : null
  const by = await readSplitColumn(source, training)
  const parts = splitRows(strata.length, split, strata, seed, { keys, by })
  if (parts.train.length === 0 || parts.validation.length === 0 || parts.test.length === 0) throw tooFew()
  return { split: parts, by }
}

/** What the rows are divided by. @throws StudioError `split-column-unfit` */
async function readSplitColumn(
  source: SplitSource,
  { split }: Pick<Division['training'], 'split'>,
): Promise<SplitValues | null> {
  const column = splitColumnOf(split)
  if (column === null) return null
  const unfit = new StudioError('split-column-unfit', { column })
  if (!source.columnNames.includes(column)) throw unfit
  if (splitColumns[methodOf(split).kind] !== 'times') {
    const values = (await source.columns([column])).columns.get(column)
    if (values === undefined) throw unfit
    return { kind: 'texts', column, ...asTexts(values) }
  }
  return { kind: 'times', column, ...(await timesOfColumn(source, column)) }
}

/** A column as moments, NaN where missing. @throws StudioError `split-column-unfit` for one that is none */
export async function timesOfColumn(source: SplitSource, column: string) {
  if (!source.columnNames.includes(column)) throw new StudioError('split-column-unfit', { column })
  const times = source.times === undefined ? await numbersOf(source, column) : await source.times(column)
  if (times === null) throw new StudioError('split-column-unfit', { column })
  return times
}

async function numbersOf(source: SplitSource, column: string) {
  const values = (await source.columns([column])).columns.get(column)
  return values?.kind === 'number' ? { values: values.values, dated: false } : null
}

/** A class of a single row can't be learned and tested as well; equal class shares ask for both. */
function requirePairs(target: Extract<TargetValues, { kind: 'classes' }>): void {
  const counts = new Uint32Array(target.labels.length)
  for (const value of target.values) if (value >= 0) counts[value]!++
  const single = counts.indexOf(1)
  if (single < 0) return
  throw new StudioError('target-class-too-small', {
    column: target.column,
    label: target.labels[single]!,
    row: target.values.indexOf(single) + 1,
    count: counts.reduce((singles, count) => singles + (count === 1 ? 1 : 0), 0),
  })
}

/** 0 for each row with a value, −1 for the others: one class of all. */
function presence(target: TargetValues): Int32Array {
  if (target.kind !== 'values') return target.values.map((value) => Math.min(value, 0))
  return Int32Array.from(target.values, (value) => (Number.isNaN(value) ? -1 : 0))
}
