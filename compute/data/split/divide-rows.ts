/** Divides the rows of a source for a run: reads what the way needs and says why it may not be possible. */
import { StudioError } from '../../spec/errors.ts'
import type { Division } from '../../spec/run.ts'
import { methodOf, splitColumnOf, splitColumns } from '../../spec/split.ts'
import type { TableColumns } from '../column-values.ts'
import { readTarget, type RowTarget, type TargetValues } from '../preprocess/target.ts'
import { asTexts } from './column-texts.ts'
import { type FirstRows, lastingSplit, lasts, newClass } from './lasting-split.ts'
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
  /** The rows as they were imported first, with some columns; null where they are those, or had not these columns. */
  firstRows?(names: readonly string[]): Promise<FirstRows | null>
}

/** The rows of each part, with what they were divided by. */
export interface DividedRows {
  readonly split: SplitRows
  readonly by: SplitValues | null
}

/**
 * Divides the rows that have a target.
 *
 * @param missing cell texts that mean a missing value, besides the empty one
 * @throws StudioError `too-few-rows`, `target-class-too-small`, `split-column-unfit`, `too-few-groups`, `too-few-times`,
 *   `split-part-empty`
 */
export async function divideRows(
  source: SplitSource,
  target: TargetValues,
  { training }: Pick<Division, 'training'>,
  missing: readonly string[] = [],
): Promise<DividedRows> {
  const { split, seed } = training
  const strata = target.kind === 'classes' ? target.values : presence(target)
  const usable = strata.reduce((count, stratum) => count + (stratum < 0 ? 0 : 1), 0)
  const tooFew = () => new StudioError('too-few-rows', { column: target.column, rows: usable, least: leastRows })
  if (usable < leastRows) throw tooFew()
  if (target.kind === 'classes' && split.stratify && methodOf(split).kind === 'random') requirePairs(target)
  const keys = split.byContent === true ? await (source.rowKeys?.() ?? rowKeys(source)) : null
  const by = await readSplitColumn(source, training)
  const parts =
    (await splitAsAtFirst(source, { target, strata, by }, training, missing)) ??
    splitRows(strata.length, split, strata, seed, { keys, by })
  if (parts.train.length === 0 || parts.validation.length === 0 || parts.test.length === 0) throw tooFew()
  return { split: parts, by }
}

interface DividedBy {
  readonly target: TargetValues
  readonly strata: Int32Array
  readonly by: SplitValues | null
}

/** Rows in the parts that they were in at first; null where the plan doesn't ask for that, or nothing has changed since. */
async function splitAsAtFirst(
  source: SplitSource,
  { target, strata, by }: DividedBy,
  { split, seed }: Division['training'],
  missing: readonly string[],
): Promise<SplitRows | null> {
  if (split.lasting !== true || !lasts(methodOf(split))) return null
  if (target.kind === 'step-classes' || target.kind === 'spans') return null
  const column = splitColumnOf(split)
  const first = (await source.firstRows?.([target.column, ...(column === null ? [] : [column])])) ?? null
  if (first === null) return null
  const known = targetAtFirst(first, target, missing)
  const byClass = split.stratify && known?.kind === 'classes' && target.kind === 'classes'
  const all = new Int32Array(first.columns.rows)
  const firstStrata = byClass ? known.values : known === null ? all : presence(known)
  const places = byClass ? target.labels.map((label) => known.labels.indexOf(label)) : []
  const placeOf = (stratum: number) => (places[stratum]! < 0 ? newClass : places[stratum]!)
  const firstBy = column === null ? null : textsAtFirst(first, column)
  const firstSplit = splitRows(first.columns.rows, split, firstStrata, seed, { keys: first.keys, by: firstBy })
  return lastingSplit({
    ...{ seed, first, firstSplit, firstStrata },
    strata: strata.map((stratum) => (stratum < 0 ? -1 : byClass ? placeOf(stratum) : 0)),
    groups: firstBy === null || by === null ? null : { first: firstBy, now: by },
  })
}

/** The target as it was at first; null where it could not have been one, so that all rows are as good as of one class. */
function targetAtFirst({ columns }: FirstRows, target: RowTarget, missing: readonly string[]): RowTarget | null {
  const task = target.kind === 'classes' ? 'classification' : 'regression'
  try {
    return readTarget(target.column, columns.columns.get(target.column)!, task, missing)
  } catch (error) {
    if (error instanceof StudioError) return null
    throw error
  }
}

const textsAtFirst = ({ columns }: FirstRows, column: string): SplitValues => ({
  ...{ kind: 'texts', column },
  ...asTexts(columns.columns.get(column)!),
})

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
