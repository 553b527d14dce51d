/**
 * The form for a row of one's own: what it asks for, and what is read from it.
 */
import { hasTime } from '../data/kinds/date-format.ts'
import { categoryText, meansMissing } from '../data/preprocess/category-text.ts'
import { isFileFeature } from '../data/preprocess/input-layout.ts'
import { readMoment } from '../data/preprocess/fit-dates.ts'
import { modelNumber } from '../data/preprocess/number-statistics.ts'
import type { Cell, TableProfile } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { FittedFeature, FittedPreprocessing } from '../spec/preprocessing.ts'

/** A field of the form. */
export interface FormField {
  readonly column: string
  readonly kind: Exclude<FittedFeature['kind'], 'hashed' | 'pair'>
  /** Categories the model knows, most frequent first; empty for others. */
  readonly values: string[]
  /** Range of the data, to hint at what is usual. */
  readonly min: number | null
  readonly max: number | null
  /** The median, or the most frequent category. */
  readonly usual: Cell
}

type ReadText = Extract<FittedFeature, { kind: 'text' | 'words' | 'tokens' }>
const isText = (feature: FittedFeature): feature is ReadText => ['text', 'words', 'tokens'].includes(feature.kind)

/** The number of the fewest digits that is the same as a 32-bit float. */
function shortestSingle(value: number): number {
  const single = Math.fround(value)
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits))
    if (Math.fround(short) === single) return short
  }
  return single
}

/** One field a column that the model reads. */
export function formFields(fitted: FittedPreprocessing, profile: TableProfile): FormField[] {
  const textField = (column: string, kind: ReadText['kind']): FormField => {
    const example = profile.columns.find(({ name }) => name === column)?.examples[0]
    return { column, kind, values: [], min: null, max: null, usual: example ?? null }
  }
  return fitted.features.flatMap((feature): FormField | FormField[] => {
    const { column } = feature
    if (feature.kind === 'pair') return [feature.question, column].map((name) => textField(name, 'tokens'))
    if (feature.kind === 'hashed') {
      const { examples: values } = feature
      return { column, kind: 'category', values, min: null, max: null, usual: values[0] ?? null }
    }
    const { kind } = feature
    if (feature.kind === 'category') {
      return { column, kind, values: feature.categories, min: null, max: null, usual: feature.categories[0] ?? null }
    }
    if (isText(feature)) return textField(column, feature.kind)
    if (feature.kind === 'date') {
      return { column, kind, values: [], min: null, max: null, usual: isoMoment(feature.origin, feature.formats) }
    }
    if (isFileFeature(feature)) return { column, kind, values: [], min: null, max: null, usual: null }
    const numeric = profile.columns.find(({ name }) => name === column)?.numeric
    return {
      column,
      kind,
      values: [],
      min: numeric?.min ?? null,
      max: numeric?.max ?? null,
      usual: shortestSingle(feature.fill),
    }
  })
}

/**
 * Reads the cells of a form by the columns that the model has: numbers may come as text, with a point or a comma,
 * dates as in the data or as ISO 8601 has them.
 * An empty cell, a missing one, and a text that means missing in the data are missing values.
 *
 * @throws StudioError `bad-value-in-form` for a number column's cell that is no number and a date column's that is no date.
 */
export function readForm(cells: Readonly<Record<string, Cell>>, fitted: FittedPreprocessing): Record<string, Cell> {
  return Object.fromEntries(
    fitted.features.map((feature) => [
      feature.column,
      readCell(feature, cells[feature.column] ?? null, fitted.missing),
    ]),
  )
}

function readCell(feature: FittedFeature, cell: Cell, missing: readonly string[]): Cell {
  if (isText(feature)) return cell === null ? null : String(cell)
  const text = typeof cell === 'string' ? categoryText(cell) : cell
  if (text === null || (typeof text === 'string' && meansMissing(text, missing))) return null
  if (feature.kind === 'date' && Number.isNaN(readMoment(String(text), feature))) {
    throw new StudioError('bad-value-in-form', { column: feature.column, value: String(cell), context: 'date' })
  }
  if (feature.kind !== 'number') return String(text)
  const value = typeof text === 'number' ? text : readNumber(text)
  if (Number.isNaN(modelNumber(value))) {
    throw new StudioError('bad-value-in-form', { column: feature.column, value: String(cell) })
  }
  return value
}

/** A moment as ISO 8601 writes it, without the time of day where the data has none. */
function isoMoment(seconds: number, formats: readonly string[]): string {
  const text = new Date(seconds * 1000).toISOString()
  return formats.some(hasTime) ? text.slice(0, 16).replace('T', ' ') : text.slice(0, 10)
}

function readNumber(text: string): number {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text.replace(',', '.')) : NaN
}
