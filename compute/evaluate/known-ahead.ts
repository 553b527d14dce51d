/** What is known of the steps that are to be foretold: what is asked for, what it is taken to be until someone says, and as inputs. */
import type { ColumnValues, TableColumns } from '../data/column-values.ts'
import { type FittedWindows, inputsAhead } from '../data/series/encode-windows.ts'
import type { PreparedSeries } from '../data/series/prepare-series.ts'
import { StudioError } from '../spec/errors.ts'
import type { FittedFeature } from '../spec/preprocessing.ts'
import type { AheadColumn, AheadValues } from '../spec/sequence-evaluation.ts'

type KnownFeature = Extract<FittedFeature, { kind: 'number' | 'category' }>

/** The columns that are known ahead, in the order in which they are asked for. */
function knownFeatures({ features, window: { known = [] } }: FittedWindows): KnownFeature[] {
  return features.flatMap((feature) =>
    (feature.kind === 'number' || feature.kind === 'category') && known.includes(feature.column) ? [feature] : [],
  )
}

/** What is asked for: numbers, or categories, the most frequent first. */
export function askedAhead(fitted: FittedWindows): AheadColumn[] {
  return knownFeatures(fitted).map((feature) => ({
    column: feature.column,
    kind: feature.kind,
    values: feature.kind === 'category' ? feature.categories : [],
  }))
}

/** A column's value at a step; null where it has none. */
function valueAt(column: ColumnValues | undefined, step: number): number | string | null {
  if (column === undefined) return null
  if (column.kind !== 'number') return column.dictionary[column.codes[step] ?? -1] ?? null
  const value = column.values[step] ?? NaN
  return Number.isNaN(value) ? null : value
}

/** Whether a column tells two things apart only, such as a holiday from other days. */
function hasTwoValues({ values }: Extract<ColumnValues, { kind: 'number' }>): boolean {
  const found = new Set<number>()
  for (const value of values) {
    if (!Number.isNaN(value)) found.add(value)
    if (found.size > 2) return false
  }
  return true
}

/**
 * What is taken to be known until someone says: what the table has for that step; else the last number, or the usual one of two,
 * or the most frequent category.
 *
 * @param origin the last known step of the series
 */
export function usualAhead(
  { grid, columns }: Pick<PreparedSeries, 'grid' | 'columns'>,
  fitted: FittedWindows,
  origin: number,
): { readonly values: AheadValues; readonly assumed: Record<string, boolean[]> } {
  const { horizon } = fitted.window
  const segment = grid.segments.find(({ first, steps }) => origin >= first && origin < first + steps)
  const end = segment === undefined ? origin + 1 : segment.first + segment.steps
  const values: AheadValues = {}
  const assumed: Record<string, boolean[]> = {}
  for (const feature of knownFeatures(fitted)) {
    const column = columns.columns.get(feature.column)
    const usual =
      feature.kind === 'category'
        ? (feature.categories[0] ?? null)
        : column?.kind === 'number' && !hasTwoValues(column)
          ? (valueAt(column, origin) ?? feature.fill)
          : feature.fill
    const own = Array.from({ length: horizon }, (_, ahead) => {
      const step = origin + 1 + ahead
      return step < end ? valueAt(column, step) : null
    })
    values[feature.column] = own.map((value) => value ?? usual)
    assumed[feature.column] = own.map((value) => value === null)
  }
  return { values, assumed }
}

/**
 * What someone says of the steps ahead, if all of it is there.
 * @throws StudioError `ahead-missing`, `bad-value-in-form`
 */
export function checkedAhead(given: AheadValues, fitted: FittedWindows, series: string): AheadValues {
  const { horizon } = fitted.window
  const checked = knownFeatures(fitted).map(({ column, kind }) => {
    const own = Array.from({ length: horizon }, (_, ahead) => {
      const value = given[column]?.[ahead] ?? null
      if (value === null || value === '') throw new StudioError('ahead-missing', { column, step: ahead + 1, series })
      if (kind === 'category') return String(value)
      const number = typeof value === 'number' ? value : Number(value)
      if (!Number.isFinite(number)) throw new StudioError('bad-value-in-form', { column, value: String(value) })
      return number
    })
    return [column, own] as const
  })
  return Object.fromEntries(checked)
}

/**
 * Inputs of the steps ahead of several series: series × horizon × inputs of a step.
 *
 * @param times of all these steps
 */
export function encodeKnown(all: readonly AheadValues[], times: Float64Array, fitted: FittedWindows): Float32Array {
  const rows = times.length
  const { horizon } = fitted.window
  const columns = new Map<string, ColumnValues>()
  for (const { kind, column } of fitted.features) {
    const values = all.flatMap((each) => each[column] ?? Array.from({ length: horizon }, () => null))
    if (kind === 'number') {
      columns.set(column, {
        kind,
        values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN)),
      })
    } else {
      const dictionary = [...new Set(values.filter((value) => value !== null).map(String))]
      const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(String(value))))
      columns.set(column, { kind: 'category', codes, dictionary })
    }
  }
  const table: TableColumns = { rows, columns }
  return inputsAhead(table, times, fitted)
}
