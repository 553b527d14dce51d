/**
 * Fits preprocessing on the training rows: medians, means, scales, categories. No other row is looked at.
 */
import { mostEmbedded } from '../../spec/entity-embedding.ts'
import { StudioError } from '../../spec/errors.ts'
import type { FittedFeature, FittedPreprocessing, FittedTarget } from '../../spec/preprocessing.ts'
import { featureWidth } from '../../spec/preprocessing.ts'
import type { CategoryEncoding } from '../../spec/recipe.ts'
import type { RunSpec } from '../../spec/run.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'
import { categoryText, meansMissing } from './category-text.ts'
import { fitDates } from './fit-dates.ts'
import { fitRecipe } from './fit-recipe.ts'
import { numberStatistics, standardisation } from './number-statistics.ts'
import type { TargetValues } from './target.ts'
import { fitText, mostTerms } from './text-terms.ts'
import { fitWords, readsWords } from './word-sequence.ts'

/**
 * Most inputs that one category column may become. Values beyond the most frequent ones set no input.
 * Ludwig's guide draws its line between one-hot and denser encodings far below 10,000 values; the cost of an input
 * here is one row of the first layer's weights.
 */
export const maxCategories = 100

/** Values of a hashed column that a form offers. */
const shownExamples = 24

/** Whether a model learns a vector for each category. */
export const embedsCategories = (model: RunSpec['model'] | undefined): boolean =>
  model?.family === 'mlp' && model.categories === 'embedding'

/** A category needs this many training rows to get an input of its own: what was seen once or twice is noise. */
export function leastCategoryRows(trainRows: number): number {
  return trainRows < 100 ? 2 : Math.max(3, Math.ceil(trainRows / 5000))
}

/**
 * Fits everything that turns raw cells into the model's inputs. Columns that would become no input at all are left out.
 *
 * @param pictures image columns, fitted already
 * @throws StudioError `no-usable-features` when no column is left.
 */
export function fitPreprocessing(
  columns: TableColumns,
  { features, model }: Pick<RunSpec, 'features'> & Partial<Pick<RunSpec, 'model'>>,
  target: TargetValues,
  trainRows: Uint32Array,
  missing: readonly string[],
  pictures: ReadonlyMap<string, FittedFeature> = new Map(),
): FittedPreprocessing {
  const fitted = features.map(
    (feature) => pictures.get(feature.column) ?? fitColumn(columns, feature, trainRows, missing, model),
  )
  return preprocessingOf(fitted, target, trainRows, missing)
}

/** The order of features by their kinds. Numbers come before categories: the exported graph handles all number columns at once. */
const kindOrder = [
  'number',
  'category',
  'hashed',
  'date',
  'text',
  'words',
  'tokens',
  'pair',
  'image',
  'audio',
] as const satisfies readonly FittedFeature['kind'][]

/** Preprocessing out of fitted columns; null for one that holds nothing. */
export function preprocessingOf(
  fitted: readonly (FittedFeature | null)[],
  target: TargetValues,
  trainRows: Uint32Array,
  missing: readonly string[],
): FittedPreprocessing {
  const usable = fitted.filter((feature) => feature !== null && featureWidth(feature) > 0) as FittedFeature[]
  if (usable.length === 0) throw new StudioError('no-usable-features', { columns: fitted.length })
  const ofKind = (kind: FittedFeature['kind']) => usable.filter((feature) => feature.kind === kind)
  return {
    features: kindOrder.flatMap(ofKind),
    target: fitTarget(target, trainRows),
    missing: [...missing],
  }
}

/**
 * Fits one column of numbers, categories, dates or texts; null where the training rows have no value in it.
 *
 * @param model what reads the column, where it matters: some learn a vector for each category, some read texts word by word
 */
export function fitColumn(
  columns: TableColumns,
  { column, kind, recipe, parts, encoding }: RunSpec['features'][number],
  trainRows: Uint32Array,
  missing: readonly string[],
  model?: RunSpec['model'],
): FittedFeature | null {
  const values = columns.columns.get(column)
  if (values === undefined) throw badFeature(`no column ${column}`)
  if (recipe !== undefined && kind === 'number' && values.kind === 'number') {
    return fitRecipe(column, values.values, trainRows, recipe)
  }
  if (encoding !== undefined && kind === 'category' && values.kind === 'category') {
    return fitEncoding(column, values, trainRows, missing, encoding)
  }
  if (kind === 'date' && values.kind === 'date') return fitDates(column, values, trainRows, parts)
  return fitFeature(column, kind, values, trainRows, { missing, model, rows: columns.rows })
}

function fitFeature(
  column: string,
  kind: string,
  values: ColumnValues,
  trainRows: Uint32Array,
  { missing, model, rows }: { missing: readonly string[]; model: RunSpec['model'] | undefined; rows: number },
): FittedFeature | null {
  if (kind === 'number' && values.kind === 'number') return fitNumber(column, values.values, trainRows)
  if (kind === 'category' && values.kind === 'category')
    return fitCategories(column, values, trainRows, missing, embedsCategories(model))
  if (kind === 'text' && values.kind === 'text') {
    const words = readsWords(model)
    return words === null
      ? fitText(column, values, trainRows, mostTerms(rows))
      : fitWords(column, values, trainRows, words)
  }
  throw badFeature(`column ${column} holds ${values.kind}, not ${kind}`)
}

/** A spec that doesn't fit its table: no wizard makes one. */
function badFeature(problem: string): StudioError {
  return new StudioError('bad-request', { channel: 'runs.start' }, { cause: new Error(problem) })
}

function fitNumber(column: string, values: Float64Array, trainRows: Uint32Array): FittedFeature | null {
  const statistics = numberStatistics(values, trainRows)
  if (statistics.present === 0) return null
  return {
    kind: 'number',
    column,
    fill: statistics.median,
    ...standardisation(statistics),
    indicator: statistics.missing > 0,
  }
}

interface Categories {
  readonly codes: Int32Array
  readonly dictionary: readonly string[]
}

/** How often each value is in the training rows, the most frequent first, and how many of the rows miss one. */
function countCategories(values: Categories, trainRows: Uint32Array, missing: readonly string[]) {
  const codeRows = new Uint32Array(values.dictionary.length)
  let missingRows = 0
  for (const row of trainRows) {
    const code = values.codes[row]!
    if (code < 0) missingRows++
    else codeRows[code]!++
  }
  const counts = new Map<string, number>()
  values.dictionary.forEach((raw, code) => {
    const text = categoryText(raw)
    if (meansMissing(text, missing)) missingRows += codeRows[code]!
    else counts.set(text, (counts.get(text) ?? 0) + codeRows[code]!)
  })
  const frequent = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  return { frequent, missingRows }
}

function fitCategories(
  column: string,
  values: Categories,
  trainRows: Uint32Array,
  missing: readonly string[],
  embeds: boolean,
): FittedFeature {
  const { frequent: all, missingRows } = countCategories(values, trainRows, missing)
  const least = leastCategoryRows(trainRows.length)
  const frequent = all.filter(([, count]) => count >= least)
  return {
    kind: 'category',
    column,
    categories: frequent.slice(0, embeds ? mostEmbedded : maxCategories).map(([text]) => text),
    ...(embeds ? ({ encoding: 'number', indicator: false } as const) : { indicator: missingRows > 0 }),
  }
}

/** Categories in an order, or by their hashes. */
function fitEncoding(
  column: string,
  values: Categories,
  trainRows: Uint32Array,
  missing: readonly string[],
  encoding: CategoryEncoding,
): FittedFeature | null {
  const { frequent, missingRows } = countCategories(values, trainRows, missing)
  const indicator = missingRows > 0
  if (encoding.kind === 'hash') {
    if (missingRows === trainRows.length) return null
    const examples = frequent.slice(0, shownExamples).map(([text]) => text)
    return { kind: 'hashed', column, inputs: encoding.inputs, examples, indicator }
  }
  const categories = [...new Set(encoding.order.map(categoryText))]
  const counts = new Map(frequent)
  const places = categories.flatMap((text, place) => new Array<number>(counts.get(text) ?? 0).fill(place))
  if (places.length === 0) return null
  const rows = Uint32Array.from(places, (_, row) => row)
  const { mean, scale } = standardisation(numberStatistics(Float64Array.from(places), rows))
  const inOrder = categories.map((_, place) => Math.fround(Math.fround(place - mean) * scale))
  return { kind: 'category', column, categories, encoding: 'ordinal', values: inOrder, indicator }
}

function fitTarget(target: TargetValues, trainRows: Uint32Array): FittedTarget {
  if (target.kind === 'spans') {
    return { kind: 'spans', column: target.column, impossible: trainRows.some((row) => target.values[row] === 0) }
  }
  if (target.kind !== 'values') return { kind: target.kind, column: target.column, labels: [...target.labels] }
  return { kind: 'value', column: target.column, ...standardisation(numberStatistics(target.values, trainRows)) }
}
