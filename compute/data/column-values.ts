/** A column's values in memory, as they come out of the columnar file. */
import type { ImageShape } from '../spec/image-model.ts'
import type { RecordFile } from './rows/record-file.ts'

export type ColumnValues =
  | {
      readonly kind: 'number'
      /** NaN where missing. */
      readonly values: Float64Array
    }
  | {
      /** An image's text is its file's name. */
      readonly kind: 'category' | 'text' | 'date' | 'image'
      /** Index into `dictionary` for each row, −1 where missing. */
      readonly codes: Int32Array
      readonly dictionary: readonly string[]
    }

/** The pictures of an image column, all of one size. */
export interface Pixels {
  readonly image: ImageShape
  /** A record for each row: channels × height × width, from 0 to 255. */
  readonly records: RecordFile
}

/** The texts of a column as token ids, all of one length. */
export interface TokenIds {
  readonly length: number
  /** Rows × length; what is missing is all padding but for one mark. */
  readonly values: Int32Array
}

/** Columns by name, all of the same length. */
export interface TableColumns {
  readonly rows: number
  readonly columns: ReadonlyMap<string, ColumnValues>
  /** By the names of image columns. */
  readonly pixels?: ReadonlyMap<string, Pixels>
  /** By the names of text columns that a model reads as tokens. */
  readonly tokens?: ReadonlyMap<string, TokenIds>
}
