/** What each way of dividing rows is given and gives. */
import type { SplitKind, SplitMethod, SplitSpec } from '../../spec/split.ts'
import type { Draw } from './draw.ts'

/** Row numbers of each part, ascending. */
export interface SplitRows {
  readonly train: Uint32Array
  readonly validation: Uint32Array
  readonly test: Uint32Array
}

/** What rows are to be divided. */
export interface SplitQuestion<Method extends SplitMethod = SplitMethod> {
  readonly spec: Omit<SplitSpec, 'method'>
  readonly method: Method
  /** The class index of each row, 0 for amounts, −1 where the target is missing: such rows are in no part. */
  readonly strata: Int32Array
  readonly draw: Draw
  readonly seed: number
  /** Values of the column that the way divides by; null for one that needs none. */
  readonly by: SplitValues | null
}

/** A column that rows are divided by: its texts as codes (−1 where missing), or times (NaN where missing). */
export type SplitValues =
  | {
      readonly kind: 'texts'
      readonly column: string
      readonly codes: Int32Array
      readonly dictionary: readonly string[]
    }
  | { readonly kind: 'times'; readonly column: string; readonly values: Float64Array; readonly dated: boolean }

/** @throws StudioError where the rows can't be divided in this way */
export type Splitter<Kind extends SplitKind> = (
  question: SplitQuestion<Extract<SplitMethod, { kind: Kind }>>,
) => SplitRows

/** The texts that a way needs. */
export function textsOf({ by }: SplitQuestion): Extract<SplitValues, { kind: 'texts' }> {
  if (by?.kind !== 'texts') throw new Error('a split by texts without any')
  return by
}

/** The times that a way needs. */
export function timesOf({ by }: SplitQuestion): Extract<SplitValues, { kind: 'times' }> {
  if (by?.kind !== 'times') throw new Error('a split by times without any')
  return by
}

/** The numbers of the rows that have a target. */
export function rowsWithTarget(strata: Int32Array): Uint32Array {
  const rows = new Uint32Array(strata.length)
  let count = 0
  for (let row = 0; row < strata.length; row++) if (strata[row]! >= 0) rows[count++] = row
  return rows.slice(0, count)
}

/** The parts in ascending order. */
export function ascending(train: Uint32Array, validation: Uint32Array, test: Uint32Array): SplitRows {
  return { train: train.sort(), validation: validation.sort(), test: test.sort() }
}
