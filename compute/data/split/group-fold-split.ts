/** One fold of k judges, with all rows of a group in one fold: scikit-learn's GroupKFold, the largest group first to the emptiest fold. */
import { holdOutGroups } from './hold-out-groups.ts'
import { inRandomOrder, requireGroups, rowGroups, rowsOf, type RowGroup } from './group-split.ts'
import type { Splitter } from './splitter.ts'

/** See the file's head. @throws StudioError `too-few-groups` */
export const groupFoldSplit: Splitter<'group-folds'> = ({ spec, method, strata, by, seed }) => {
  const groups = rowGroups(by, strata)
  // One more than there are folds: of the others, one group is watched.
  requireGroups(groups, Math.max(3, method.folds), method.column)
  const filled = Array.from({ length: method.folds }, () => [] as RowGroup[])
  const sizes = new Float64Array(method.folds)
  const largestFirst = inRandomOrder(groups, seed).sort((a, b) => b.rows.length - a.rows.length)
  for (const group of largestFirst) {
    const emptiest = sizes.indexOf(Math.min(...sizes))
    filled[emptiest]!.push(group)
    sizes[emptiest]! += group.rows.length
  }
  const rest = filled.flatMap((fold, index) => (index === method.fold ? [] : fold))
  const { train, validation } = holdOutGroups(inRandomOrder(rest, seed), spec)
  return { train, validation, test: rowsOf(filled[method.fold] ?? []).sort() }
}
