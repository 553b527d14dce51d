/**
 * Reads the target column as what the task needs: class indices with their labels, or numbers.
 */
import type { Task } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ColumnValues } from '../column-values.ts'
import { categoryText, meansMissing } from './category-text.ts'
import { modelNumber } from './number-statistics.ts'

export type TargetValues =
  | {
      readonly kind: 'classes'
      readonly column: string
      /** In ascending order: of numbers by value, of texts by code unit. */
      readonly labels: readonly string[]
      /** Index into `labels` for each row, −1 where missing. */
      readonly values: Int32Array
    }
  | {
      /** A class for each step of a row. */
      readonly kind: 'step-classes'
      readonly column: string
      /** In ascending order by code unit. */
      readonly labels: readonly string[]
      /** How many steps of each row have one, −1 where the row has none. */
      readonly values: Int32Array
    }
  | {
      /** Where an answer begins and ends. */
      readonly kind: 'spans'
      readonly column: string
      /** 1 for rows with an answer, 0 for those that have none, −1 where the row can't be used. */
      readonly values: Int32Array
    }
  | {
      readonly kind: 'values'
      readonly column: string
      /** NaN where missing. */
      readonly values: Float64Array
    }

/** A target with one thing a row. */
export type RowTarget = Exclude<TargetValues, { kind: 'step-classes' | 'spans' }>

/** Most classes that a classification may have. */
export const maxClasses = 1000

/**
 * Reads the target of a task.
 *
 * @throws StudioError `target-missing-everywhere`, `target-not-numeric`, `target-one-class`, `target-too-many-classes`.
 */
export function readTarget(column: string, values: ColumnValues, task: Task, missing: readonly string[]): RowTarget {
  if (task === 'regression') return readNumbers(column, values)
  const target = values.kind === 'number' ? numberClasses(values.values) : textClasses(values, missing)
  const { labels } = target
  const rows = target.values.reduce((count, value) => count + (value < 0 ? 0 : 1), 0)
  if (rows === 0) throw new StudioError('target-missing-everywhere', { column, rows: target.values.length })
  if (labels.length === 1) throw new StudioError('target-one-class', { column, value: labels[0]!, rows })
  if (labels.length > Math.min(maxClasses, rows / 2)) {
    throw new StudioError('target-too-many-classes', { column, classes: labels.length, rows })
  }
  return { kind: 'classes', column, ...target }
}

function readNumbers(column: string, values: ColumnValues): Extract<TargetValues, { kind: 'values' }> {
  if (values.kind !== 'number') {
    const firstRow = values.codes.findIndex((code) => code >= 0)
    if (firstRow < 0) throw new StudioError('target-missing-everywhere', { column, rows: values.codes.length })
    const value = values.dictionary[values.codes[firstRow]!]!
    throw new StudioError('target-not-numeric', { column, value, row: firstRow + 1 })
  }
  const read = values.values.map(modelNumber)
  const first = read.find((value) => !Number.isNaN(value))
  if (first === undefined) throw new StudioError('target-missing-everywhere', { column, rows: read.length })
  if (!read.some((value) => !Number.isNaN(value) && value !== first)) {
    const rows = read.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
    throw new StudioError('target-one-class', { column, value: String(first), rows })
  }
  return { kind: 'values', column, values: read }
}

function numberClasses(values: Float64Array): { labels: string[]; values: Int32Array } {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const index = new Map(distinct.map((value, at) => [value, at]))
  return { labels: distinct.map(String), values: Int32Array.from(values, (value) => index.get(value) ?? -1) }
}

function textClasses(
  column: { readonly codes: Int32Array; readonly dictionary: readonly string[] },
  missing: readonly string[],
): { labels: string[]; values: Int32Array } {
  const texts = column.dictionary.map((raw) => {
    const text = categoryText(raw)
    return meansMissing(text, missing) ? null : text
  })
  const seen = new Set<string>()
  for (const code of column.codes) {
    const text = code < 0 ? null : texts[code]!
    if (text !== null) seen.add(text)
  }
  const labels = [...seen].sort()
  const index = new Map(labels.map((label, at) => [label, at]))
  const classOfCode = texts.map((text) => (text === null ? -1 : (index.get(text) ?? -1)))
  return { labels, values: column.codes.map((code) => (code < 0 ? -1 : classOfCode[code]!)) }
}
