/** What was seen of a table's columns while its file was read, so that they need not be read again to be profiled. */
import type { CountedLength } from './text-digest.ts'
import type { SampledRow } from './text-sample.ts'

/** A different text of a column and its rows: what `groupTexts` finds. */
export interface SeenGroup {
  readonly text: string
  readonly count: number
  /** Its first row, from 0. */
  readonly first: number
  /** The sum of all of its rows' bits, and their exclusive or. */
  readonly sum: bigint
  readonly bits: bigint
}

/** All of a long column of free text. */
export interface SeenTexts {
  /** By rising length in characters. */
  readonly lengths: readonly CountedLength[]
  readonly distinct: number
  /** The common texts for a missing value that are in it. */
  readonly common: readonly string[]
  readonly sample: readonly SampledRow[]
  readonly digest: string
}

/** By columns' positions; null for what has to be asked of the stored table. */
export interface SeenColumns {
  /** All values, NaN where missing; the first caller may do with them as it likes. */
  takeNumbers(position: number): Float64Array | null
  groups(position: number): readonly SeenGroup[] | null
  texts(position: number): SeenTexts | null
  /** Whether no text is kept beside the values. */
  readonly nothingKept: boolean
}
