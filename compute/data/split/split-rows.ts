/**
 * Splits rows into those to learn from, those to watch while learning, and those to judge by.
 */
import { shuffleInPlace } from '../../spec/random.ts'
import type { SplitSpec } from '../../spec/training.ts'
import { allotClasses, type PartSizes, parts } from './allot.ts'

/** Row numbers of each part, ascending. */
export interface SplitRows {
  readonly train: Uint32Array
  readonly validation: Uint32Array
  readonly test: Uint32Array
}

/**
 * Splits the numbers of `rows` rows by the shares of `spec`; the same seed gives the same split.
 *
 * @param strata the class index of each row, −1 where the target is missing: such rows are in no part.
 *   With `spec.stratify` each class is split by itself, and from three rows on it is in every part.
 *   Null: all rows take part and count as one class.
 */
export function splitRows(rows: number, spec: SplitSpec, strata: Int32Array | null, seed: number): SplitRows {
  const groups = groupRows(rows, strata, spec.stratify)
  const sizes = allotClasses(
    groups.map((group) => group.length),
    spec,
  )
  const chosen: Record<keyof PartSizes, Uint32Array> = {
    train: new Uint32Array(total(sizes, 'train')),
    validation: new Uint32Array(total(sizes, 'validation')),
    test: new Uint32Array(total(sizes, 'test')),
  }
  const filled = { train: 0, validation: 0, test: 0 }
  groups.forEach((group, index) => {
    shuffleInPlace(group, seed, 'split', index)
    let taken = 0
    for (const part of parts) {
      const size = sizes[index]![part]
      chosen[part].set(group.subarray(taken, taken + size), filled[part])
      filled[part] += size
      taken += size
    }
  })
  return { train: chosen.train.sort(), validation: chosen.validation.sort(), test: chosen.test.sort() }
}

/** The row numbers of each class, or of all rows together where classes don't matter. */
function groupRows(rows: number, strata: Int32Array | null, byClass: boolean): Uint32Array[] {
  if (strata === null) return [Uint32Array.from({ length: rows }, (_, row) => row)]
  // A class without a row leaves a gap.
  const groups: (number[] | undefined)[] = []
  for (let row = 0; row < rows; row++) {
    const stratum = strata[row]!
    if (stratum < 0) continue
    const group = byClass ? stratum : 0
    ;(groups[group] ??= []).push(row)
  }
  return Array.from(groups, (group) => Uint32Array.from(group ?? []))
}

function total(sizes: readonly PartSizes[], part: keyof PartSizes): number {
  return sizes.reduce((sum, size) => sum + size[part], 0)
}
