/** A column's values in memory, as they come out of the columnar file. */
import type { ImageShape } from '../spec/image-model.ts'
import type { Sound } from '../spec/sound.ts'
import type { RecordFile } from './rows/record-file.ts'

export type ColumnValues =
  | {
      readonly kind: 'number'
      /** NaN where missing. */
      readonly values: Float64Array
    }
  | {
      readonly kind: 'date'
      /** As for texts; what is no date is in it, too. */
      readonly codes: Int32Array
      readonly dictionary: readonly string[]
      /** How its texts are written, where that is known. */
      readonly formats?: readonly string[]
    }
  | {
      /** The text of an image or a recording is its file's name. */
      readonly kind: 'category' | 'text' | 'image' | 'audio'
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

/** The recordings of an audio column as a model sees them. */
export interface Spectra {
  readonly sound: Sound
  /** A record for each row: bands × windows. */
  readonly records: RecordFile
}

/** The recordings of an audio column as a model hears them. */
export interface Clips {
  /** Of each. */
  readonly samples: number
  /** Those of some rows, one after the other. */
  read(rows: Uint32Array): Promise<Float32Array>
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
  /** By the names of audio columns. */
  readonly clips?: ReadonlyMap<string, Clips>
  /** By the names of text columns that a model reads as tokens. */
  readonly tokens?: ReadonlyMap<string, TokenIds>
}
