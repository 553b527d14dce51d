/**
 * Turns raw cells into the model's inputs, by what was fitted, in 32-bit arithmetic and in the exported graph's order.
 */
import type { Cell } from '../../spec/dataset.ts'
import type { FittedFeature, FittedPreprocessing } from '../../spec/preprocessing.ts'
import { featureWidth, isOneNumber } from '../../spec/preprocessing.ts'
import type { TableColumns } from '../column-values.ts'
import type { RecordNumbers } from '../rows/record-file.ts'
import { categoryText, meansMissing } from './category-text.ts'
import { type DateFeature, dictionarySeconds, encodeMoment, readMoment } from './fit-dates.ts'
import { applyStep } from './fit-recipe.ts'
import { addHashedWords, type HashedFeature } from './hash-words.ts'
import {
  type CategoryFeature,
  type FeatureSlot,
  type FileFeature,
  inputLayout,
  type NumberFeature,
  type TokensFeature,
} from './input-layout.ts'
import { modelNumber } from './number-statistics.ts'
import { type TextEncoder, type TextFeature, textEncoder } from './text-terms.ts'
import { wordEncoder, type WordsFeature } from './word-sequence.ts'

/**
 * Standardised values beyond ± this are held there: far outside anything the model has learned from, they would only
 * grow until they overflow. In units of the training rows' standard deviation.
 */
export const largestInput = 1e4

/** A number as the model gets it: (x − mean) · scale, each step rounded to 32 bits. */
export function standardise(value: number, mean: number, scale: number): number {
  const input = Math.fround(Math.fround(value - mean) * scale)
  return Math.min(Math.max(input, -largestInput), largestInput)
}

/** A number column's value, NaN where it is missing, as the model gets it. */
export function encodeNumber(value: number, { fill, steps, mean, scale }: NumberFeature): number {
  const filled = Number.isNaN(value) ? fill : value
  return standardise(steps === undefined ? filled : steps.reduce(applyStep, filled), mean, scale)
}

/** An input and what it becomes; all others of its column stay 0. */
interface CategoryInput {
  readonly input: number
  readonly value: number
}

/** A category's inputs by its text: which one becomes 1, or what number the only one becomes. */
function categoryInput(
  { feature, first, indicator }: FeatureSlot<CategoryFeature>,
  missing: readonly string[],
): (raw: string | null) => CategoryInput {
  const none = { input: first, value: 0 }
  const inputOf = new Map<string, CategoryInput>(
    feature.categories.map((text, at) => [
      text,
      isOneNumber(feature) ? { input: first, value: feature.values?.[at] ?? at + 1 } : { input: first + at, value: 1 },
    ]),
  )
  const ofMissing = indicator === null ? none : { input: indicator, value: 1 }
  return (raw) => {
    const text = raw === null ? '' : categoryText(raw)
    return meansMissing(text, missing) ? ofMissing : (inputOf.get(text) ?? none)
  }
}

/** All rows of a table as inputs, row-major, rows × inputs. Those of files stay 0: see `encode-table.ts`. */
export function encodeFeatures(table: TableColumns, fitted: FittedPreprocessing): Float32Array {
  const layout = inputLayout(fitted)
  const inputs = new Float32Array(table.rows * layout.width)
  for (const slot of layout.numbers) encodeNumbers(table, slot, layout.width, inputs)
  for (const slot of layout.categories) encodeCategories(table, slot, layout.width, fitted.missing, inputs)
  for (const slot of layout.hashed) encodeHashed(table, slot, layout.width, fitted.missing, inputs)
  for (const slot of layout.dates) encodeDates(table, slot, layout.width, inputs)
  for (const slot of layout.texts) encodeTexts(table, slot, textEncoder(slot.feature), layout.width, inputs)
  for (const slot of layout.words) encodeTexts(table, slot, wordEncoder(slot.feature), layout.width, inputs)
  for (const slot of layout.tokens) encodeTokens(table, slot, layout.width, inputs)
  return inputs
}

/** The record of a file (channel after channel, or band after band) as inputs. */
export function encodeRecord(
  record: RecordNumbers,
  { mean, scale }: Pick<FileFeature, 'mean' | 'scale'>,
  inputs: Float32Array,
): void {
  const positions = record.length / mean.length
  for (let at = 0; at < record.length; at++) {
    const channel = Math.floor(at / positions)
    inputs[at] = Math.fround(Math.fround(record[at]! - mean[channel]!) * scale[channel]!)
  }
}

function encodeNumbers(table: TableColumns, slot: FeatureSlot<NumberFeature>, width: number, inputs: Float32Array) {
  const column = table.columns.get(slot.feature.column)
  if (column?.kind !== 'number') throw wrongColumn(slot.feature)
  for (let row = 0, at = 0; row < table.rows; row++, at += width) {
    const value = modelNumber(column.values[row]!)
    const isMissing = Number.isNaN(value)
    inputs[at + slot.first] = encodeNumber(value, slot.feature)
    if (isMissing && slot.indicator !== null) inputs[at + slot.indicator] = 1
  }
}

function encodeCategories(
  table: TableColumns,
  slot: FeatureSlot<CategoryFeature>,
  width: number,
  missing: readonly string[],
  inputs: Float32Array,
) {
  const column = table.columns.get(slot.feature.column)
  if (column?.kind !== 'category') throw wrongColumn(slot.feature)
  const inputOf = categoryInput(slot, missing)
  const inputOfMissing = inputOf(null)
  const inputOfCode = column.dictionary.map(inputOf)
  for (let row = 0, at = 0; row < table.rows; row++, at += width) {
    const code = column.codes[row]!
    const { input, value } = code < 0 ? inputOfMissing : inputOfCode[code]!
    if (value !== 0) inputs[at + input] = value
  }
}

/** A category's inputs by the hashes of its words. */
function hashText(
  text: string,
  { inputs: width, indicator }: HashedFeature,
  missing: readonly string[],
  inputs: Float32Array,
) {
  if (!meansMissing(categoryText(text), missing)) addHashedWords(text, width, inputs)
  else if (indicator) inputs[width] = 1
}

function encodeHashed(
  table: TableColumns,
  { feature, first }: FeatureSlot<HashedFeature>,
  width: number,
  missing: readonly string[],
  inputs: Float32Array,
) {
  const column = table.columns.get(feature.column)
  if (column?.kind !== 'category') throw wrongColumn(feature)
  const own = featureWidth(feature)
  const ofText = (text: string) => {
    const hashed = new Float32Array(own)
    hashText(text, feature, missing, hashed)
    return hashed
  }
  const [ofCode, ofMissing] = [column.dictionary.map(ofText), ofText('')]
  for (let row = 0, at = first; row < table.rows; row++, at += width) {
    inputs.set(ofCode[column.codes[row]!] ?? ofMissing, at)
  }
}

function encodeDates(
  table: TableColumns,
  { feature, first }: FeatureSlot<DateFeature>,
  width: number,
  inputs: Float32Array,
) {
  const column = table.columns.get(feature.column)
  if (column?.kind !== 'date') throw wrongColumn(feature)
  const own = featureWidth(feature)
  const ofText = dictionarySeconds(column.dictionary, feature.formats)
  for (let row = 0, at = first; row < table.rows; row++, at += width) {
    encodeMoment(ofText[column.codes[row]!] ?? NaN, feature, inputs.subarray(at, at + own))
  }
}

/** Equal texts are encoded once, into the first row that has them. A missing one is read as an empty text. */
function encodeTexts(
  table: TableColumns,
  { feature, first }: FeatureSlot<TextFeature | WordsFeature>,
  encode: TextEncoder,
  width: number,
  inputs: Float32Array,
) {
  const column = table.columns.get(feature.column)
  if (column?.kind !== 'text') throw wrongColumn(feature)
  const own = featureWidth(feature)
  const firstRow = new Map<number, number>()
  for (let row = 0, at = first; row < table.rows; row++, at += width) {
    const code = column.codes[row]!
    const same = firstRow.get(code)
    if (same !== undefined) inputs.copyWithin(at, same * width + first, same * width + first + own)
    else {
      encode(column.dictionary[code] ?? '', inputs.subarray(at, at + own))
      firstRow.set(code, row)
    }
  }
}

function encodeTokens(table: TableColumns, slot: FeatureSlot<TokensFeature>, width: number, inputs: Float32Array) {
  const { feature, first } = slot
  const tokens = table.tokens?.get(feature.column)
  if (tokens?.length !== feature.length) throw wrongColumn(feature)
  for (let row = 0; row < table.rows; row++) {
    inputs.set(tokens.values.subarray(row * feature.length, (row + 1) * feature.length), row * width + first)
  }
}

/** A table that a run was not prepared for. */
export function wrongColumn(feature: FittedFeature): Error {
  return new Error(`the table has no ${feature.kind} column ${feature.column}`)
}

/** What belongs to a row and doesn't stand in its cells. */
export interface RowMedia {
  /** Of the columns of files, each in its feature's form. */
  readonly records?: ReadonlyMap<string, RecordNumbers>
  /** Of the text columns that are read as tokens, each of its feature's length. */
  readonly tokens?: ReadonlyMap<string, Int32Array>
}

/**
 * One row, given by column name, as inputs. A column that isn't there is missing.
 */
export function encodeRow(
  row: Readonly<Record<string, Cell>>,
  fitted: FittedPreprocessing,
  { records = new Map(), tokens = new Map() }: RowMedia = {},
): Float32Array {
  const layout = inputLayout(fitted)
  const inputs = new Float32Array(layout.width)
  for (const { feature, first, indicator } of layout.numbers) {
    const cell = row[feature.column] ?? null
    const value = typeof cell === 'number' ? modelNumber(cell) : NaN
    const isMissing = Number.isNaN(value)
    inputs[first] = encodeNumber(value, feature)
    if (isMissing && indicator !== null) inputs[indicator] = 1
  }
  for (const slot of layout.categories) {
    const cell = row[slot.feature.column] ?? null
    const { input, value } = categoryInput(slot, fitted.missing)(cell === null ? null : String(cell))
    if (value !== 0) inputs[input] = value
  }
  for (const { feature, first } of layout.hashed) {
    const own = inputs.subarray(first, first + featureWidth(feature))
    hashText(String(row[feature.column] ?? ''), feature, fitted.missing, own)
  }
  for (const { feature, first } of layout.dates) {
    const seconds = readMoment(String(row[feature.column] ?? ''), feature)
    encodeMoment(seconds, feature, inputs.subarray(first, first + featureWidth(feature)))
  }
  for (const { feature, first } of layout.texts) {
    const cell = row[feature.column] ?? null
    if (cell !== null) textEncoder(feature)(String(cell), inputs.subarray(first, first + feature.terms.length))
  }
  for (const { feature, first } of layout.words) {
    wordEncoder(feature)(String(row[feature.column] ?? ''), inputs.subarray(first, first + feature.length))
  }
  for (const { feature, first } of layout.tokens) {
    const ids = tokens.get(feature.column)
    if (ids === undefined) throw wrongColumn(feature)
    inputs.set(ids, first)
  }
  for (const { feature, first } of layout.files) {
    const record = records.get(feature.column)
    if (record === undefined) throw wrongColumn(feature)
    encodeRecord(record, feature, inputs.subarray(first))
  }
  return inputs
}
