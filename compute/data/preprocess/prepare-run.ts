/**
 * From an imported table and a run's spec to what the trainer trains on, with every reason why that may not be possible.
 */
import { StudioError } from '../../spec/errors.ts'
import type { ImageShape } from '../../spec/image-model.ts'
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import type { Pixels, TableColumns } from '../column-values.ts'
import { type SplitRows, splitRows } from '../split/split-rows.ts'
import type { TrainingTable } from '../training-table.ts'
import { encodeFeatures } from './encode.ts'
import { encodeTarget } from './encode-target.ts'
import { fitPreprocessing } from './fit-preprocessing.ts'
import { nearestName } from './nearest-name.ts'
import { readTarget, type TargetValues } from './target.ts'

/** Fewer rows than this (with a target) can't be split into three parts that mean anything. */
export const leastRows = 10

export interface PreparedRun {
  readonly table: TrainingTable
  readonly fitted: FittedPreprocessing
  readonly target: TargetValues
  /** Rows that have a target. The others are in no part of the split. */
  readonly usedRows: number
}

/** Where columns come from: a stored table, or columns in memory. */
export interface ColumnSource {
  /** Names of all columns. */
  readonly columnNames: readonly string[]
  columns(names: readonly string[]): Promise<TableColumns>
  /** The pictures of an image column at a size; a plain table has none. */
  pixels?(column: string, image: ImageShape): Promise<Pixels>
}

/**
 * Reads the columns of a run, splits, fits and encodes them.
 *
 * @param missing cell texts that mean a missing value, besides the empty one
 * @throws StudioError `target-not-found`, `target-missing-everywhere`, `target-one-class`, `target-class-too-small`,
 *   `target-too-many-classes`, `target-not-numeric`, `too-few-rows`, `no-usable-features`.
 */
export async function prepareRun(
  source: ColumnSource,
  spec: RunSpec,
  missing: readonly string[],
): Promise<PreparedRun> {
  const columns = spec.features.map((feature) => feature.column).filter((column) => column !== spec.target)
  requireColumn(source.columnNames, spec.target)
  const features = spec.features.filter((feature) => feature.column !== spec.target)
  const table = await withPixels(source, await source.columns([spec.target, ...columns]), spec)
  const target = readTarget(spec.target, table.columns.get(spec.target)!, spec.task, missing)
  const split = splitTarget(target, spec)
  const fitted = fitPreprocessing(table, { features }, target, split.train, missing)
  const encoded = encodeFeatures(table, fitted)
  return {
    table: {
      rows: table.rows,
      inputs: encoded.length / table.rows,
      outputs: target.kind === 'classes' ? target.labels.length : 1,
      features: encoded,
      targets: encodeTarget(target, fitted.target),
      split,
    },
    fitted,
    target,
    usedRows: split.train.length + split.validation.length + split.test.length,
  }
}

/** The columns, with the pictures that the model looks at. */
async function withPixels(source: ColumnSource, table: TableColumns, { features, model }: RunSpec) {
  const column = features.find(({ kind }) => kind === 'image')?.column
  if (column === undefined || model.family !== 'cnn' || source.pixels === undefined) return table
  return { ...table, pixels: new Map([[column, await source.pixels(column, model.image)]]) }
}

/** @throws StudioError `target-not-found` with the columns there are and the name nearest to what was asked for. */
export function requireColumn(names: readonly string[], column: string): void {
  if (names.includes(column)) return
  const nearest = nearestName(names, column)
  throw new StudioError('target-not-found', {
    column,
    ...(nearest === null ? {} : { nearest, context: 'near' }),
    columns: names.slice(0, 50).join(', '),
    count: names.length,
  })
}

function splitTarget(target: TargetValues, spec: RunSpec): SplitRows {
  const { split, seed } = spec.training
  const strata = target.kind === 'classes' ? target.values : presence(target.values)
  const usable = strata.reduce((count, stratum) => count + (stratum < 0 ? 0 : 1), 0)
  if (usable < leastRows)
    throw new StudioError('too-few-rows', { column: target.column, rows: usable, least: leastRows })
  if (target.kind === 'classes' && split.stratify) requirePairs(target)
  const parts = splitRows(strata.length, split, strata, seed)
  if (parts.validation.length === 0 || parts.test.length === 0) {
    throw new StudioError('too-few-rows', { column: target.column, rows: usable, least: leastRows })
  }
  return parts
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
function presence(values: Float64Array): Int32Array {
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : 0))
}
