/**
 * A whole table as the model's inputs: in memory where it is small enough, else in a file. Pictures and spectra are in a file
 * already, and are standardised where they are used; anything else is encoded once, block by block, into one of its own.
 */
import { stat } from 'node:fs/promises'
import { StudioError } from '../../spec/errors.ts'
import { type FittedPreprocessing, inputWidth } from '../../spec/preprocessing.ts'
import type { ColumnValues, Pixels, Spectra, TableColumns } from '../column-values.ts'
import type { FeatureFile } from '../rows/feature-file.ts'
import { type RecordArray, recordBytes, writeRecords } from '../rows/record-file.ts'
import type { RowRange } from '../storage/read-table.ts'
import { type FindTokenizer, withTokens } from '../text/token-column.ts'
import type { Features } from '../training-table.ts'
import { encodeFeatures, encodeRecord, wrongColumn } from './encode.ts'
import { inputLayout, isFileFeature } from './input-layout.ts'
import { type BlockOptions, eachRecordBlock } from './record-blocks.ts'

/** Numbers that are encoded at once on their way to a file: an eighth of the budget's, within these. */
const blockNumbers = { least: 1 << 16, most: 8 << 20 } as const

export interface TableToEncode {
  readonly rows: number
  readonly fitted: FittedPreprocessing
  /** Columns that are no files, of some rows. */
  columns(range: RowRange): Promise<TableColumns>
  readonly tokenizer?: FindTokenizer
  /** By the names of image and audio columns. */
  readonly files: ReadonlyMap<string, Pixels | Spectra>
  /** Bytes that features may take in memory. */
  readonly budget: number
  /** Where a file of encoded rows may be made; null where none may. */
  readonly file: string | null
}

/** @throws StudioError file-not-readable, cancelled; file errors */
export async function encodeTable(table: TableToEncode, options: BlockOptions = {}): Promise<Features> {
  const { rows, fitted, budget, file } = table
  const width = inputWidth(fitted)
  if (rows * width * 4 <= budget) return encodeRange(table, { from: 0, to: rows }, options)
  const own = ownFile(table)
  if (own !== null) return own
  if (file === null) return encodeRange(table, { from: 0, to: rows }, options)
  const encoded: FeatureFile = { path: file, rows, width, type: 'float32', widening: null }
  if ((await stat(file).catch(() => null))?.size === rows * recordBytes(encoded)) return encoded
  const numbers = Math.min(blockNumbers.most, Math.max(blockNumbers.least, budget / 4 / 8))
  const step = Math.max(1, Math.floor(numbers / width))
  await writeRecords(file, async (append) => {
    for (let from = 0; from < rows; from += step) {
      const to = Math.min(rows, from + step)
      const { buffer, byteOffset, byteLength } = await encodeRange(table, { from, to }, { signal: options.signal })
      await append(new Uint8Array(buffer, byteOffset, byteLength))
      if (options.signal?.aborted === true) throw new StudioError('cancelled')
      options.onProgress?.(to / rows)
    }
  })
  return encoded
}

/** The files' own records, where they are all that the model looks at. */
function ownFile({ fitted, files }: TableToEncode): FeatureFile | null {
  const [feature, ...others] = fitted.features
  if (feature === undefined || !isFileFeature(feature) || others.length > 0) return null
  const own = files.get(feature.column)
  if (own === undefined) throw wrongColumn(feature)
  return { ...own.records, widening: { mean: feature.mean, scale: feature.scale } }
}

/** Some rows, all columns: rows × inputs. */
async function encodeRange(table: TableToEncode, range: RowRange, options: BlockOptions): Promise<Float32Array> {
  const { fitted, files } = table
  const layout = inputLayout(fitted)
  const columns = rowsOf(await table.columns(range), range)
  const inputs = encodeFeatures(await withTokens(columns, fitted.features, table.tokenizer), fitted)
  const rows = Uint32Array.from({ length: range.to - range.from }, (_, index) => range.from + index)
  for (const { feature, first } of layout.files) {
    const records = files.get(feature.column)?.records
    if (records === undefined) throw wrongColumn(feature)
    const { width } = records
    const place = (block: RecordArray, firstRow: number) => {
      for (let at = 0, row = firstRow; at < block.length; at += width, row++) {
        encodeRecord(block.subarray(at, at + width), feature, inputs.subarray(row * layout.width + first))
      }
    }
    await eachRecordBlock(records, rows, place, options)
  }
  return inputs
}

/** Of columns that were given whole, the rows of a range. */
function rowsOf(table: TableColumns, { from, to }: RowRange): TableColumns {
  if (table.rows === to - from) return table
  const part = (column: ColumnValues): ColumnValues =>
    column.kind === 'number'
      ? { ...column, values: column.values.subarray(from, to) }
      : { ...column, codes: column.codes.subarray(from, to) }
  return { rows: to - from, columns: new Map(Array.from(table.columns, ([name, column]) => [name, part(column)])) }
}
