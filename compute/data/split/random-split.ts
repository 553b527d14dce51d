/** By chance: all rows together, or each class by itself. */
import type { SplitSpec } from '../../spec/split.ts'
import { parts } from '../../spec/split.ts'
import { allotClasses, type PartSizes } from './allot.ts'
import type { Draw } from './draw.ts'
import { ascending, rowsWithTarget, type SplitRows, type Splitter } from './splitter.ts'

/** See the file's head. */
export const randomSplit: Splitter<'random'> = ({ spec, strata, draw }) =>
  divide(rowsWithTarget(strata), spec, strata, spec.stratify, draw)

/**
 * Some of the rows as those to watch, the others as those to learn from: for ways that only say which rows judge.
 * @param rows numbers of the rows that are not to judge
 */
export function holdOutValidation(
  rows: Uint32Array,
  spec: Pick<SplitSpec, 'train' | 'validation' | 'stratify'>,
  strata: Int32Array,
  draw: Draw,
): Pick<SplitRows, 'train' | 'validation'> {
  const share = spec.validation / (spec.train + spec.validation)
  return divide(rows, { train: 1 - share, validation: share, test: 0 }, strata, spec.stratify, draw)
}

/** Divides rows by shares. */
export function divide(
  rows: Uint32Array,
  shares: PartSizes,
  strata: Int32Array,
  byClass: boolean,
  draw: Draw,
): SplitRows {
  const groups = groupByClass(rows, strata, byClass)
  const sizes = allotClasses(
    groups.map((group) => group.length),
    shares,
  )
  const chosen: Record<keyof PartSizes, Uint32Array> = {
    train: new Uint32Array(total(sizes, 'train')),
    validation: new Uint32Array(total(sizes, 'validation')),
    test: new Uint32Array(total(sizes, 'test')),
  }
  const filled = { train: 0, validation: 0, test: 0 }
  groups.forEach((group, index) => {
    draw(group, index)
    let taken = 0
    for (const part of parts) {
      const size = sizes[index]![part]
      chosen[part].set(group.subarray(taken, taken + size), filled[part])
      filled[part] += size
      taken += size
    }
  })
  return ascending(chosen.train, chosen.validation, chosen.test)
}

/** The row numbers of each class, or of all rows together where classes don't matter. */
export function groupByClass(rows: Uint32Array, strata: Int32Array, byClass: boolean): Uint32Array[] {
  if (!byClass) return [rows.slice()]
  const sizes: (number | undefined)[] = []
  for (let at = 0; at < rows.length; at++) sizes[strata[rows[at]!]!] = (sizes[strata[rows[at]!]!] ?? 0) + 1
  // A class without a row leaves a gap.
  const groups = Array.from(sizes, (size) => new Uint32Array(size ?? 0))
  const filled = new Uint32Array(groups.length)
  for (let at = 0; at < rows.length; at++) {
    const stratum = strata[rows[at]!]!
    groups[stratum]![filled[stratum]!++] = rows[at]!
  }
  return groups
}

function total(sizes: readonly PartSizes[], part: keyof PartSizes): number {
  return sizes.reduce((sum, size) => sum + size[part], 0)
}
