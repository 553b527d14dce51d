/**
 * Splits rows into those to learn from, those to watch while learning, and those to judge by: one way a file.
 */
import { methodOf, type SplitKind, type SplitSpec } from '../../spec/split.ts'
import { drawing } from './draw.ts'
import { foldSplit } from './fold-split.ts'
import { givenSplit } from './given-split.ts'
import { groupFoldSplit } from './group-fold-split.ts'
import { groupSplit } from './group-split.ts'
import { randomSplit } from './random-split.ts'
import type { RowKeys } from './row-keys.ts'
import type { SplitQuestion, SplitRows, Splitter, SplitValues } from './splitter.ts'
import { timeFoldSplit } from './time-fold-split.ts'
import { timeSplit } from './time-split.ts'

export type { SplitRows } from './splitter.ts'

const splitters: { readonly [Kind in SplitKind]: Splitter<Kind> } = {
  random: randomSplit,
  group: groupSplit,
  time: timeSplit,
  given: givenSplit,
  folds: foldSplit,
  'group-folds': groupFoldSplit,
  'time-folds': timeFoldSplit,
}

/** What rows are divided by besides chance and class. */
export interface SplitBasis {
  /** Fingerprints of the rows, for a spec that draws by content. */
  readonly keys?: RowKeys | null
  /** The column that the spec names. */
  readonly by?: SplitValues | null
}

/**
 * Splits the numbers of `rows` rows by a spec; the same seed gives the same split.
 *
 * @param strata the class index of each row, −1 where the target is missing: such rows are in no part. Null: all rows
 *   take part and count as one class.
 * @throws StudioError `too-few-groups`, `too-few-times`, `split-part-empty`
 */
export function splitRows(
  rows: number,
  spec: SplitSpec,
  strata: Int32Array | null,
  seed: number,
  { keys = null, by = null }: SplitBasis = {},
): SplitRows {
  const method = methodOf(spec)
  const draw = drawing(seed, spec.byContent === true ? keys : null)
  const question: SplitQuestion = { spec, method, strata: strata ?? new Int32Array(rows), draw, seed, by }
  // The table has for each kind the function that takes its question.
  return (splitters[method.kind] as (question: SplitQuestion) => SplitRows)(question)
}
