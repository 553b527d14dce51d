/**
 * One fold of k judges, the others are learned from. With class shares, as many rows of each class are in a fold as
 * scikit-learn's StratifiedKFold puts there; without them the folds have KFold's sizes.
 */
import { groupByClass, holdOutValidation } from './random-split.ts'
import { rowsWithTarget, type Splitter } from './splitter.ts'

/** Draws of one repeat are kept apart from those of another: there are fewer classes than this. */
const drawsOfRepeat = 4096

/** See the file's head. */
export const foldSplit: Splitter<'folds'> = ({ spec, method, strata, draw }) => {
  const rows = rowsWithTarget(strata)
  const again: typeof draw = (some, substream) => draw(some, substream + method.repeat * drawsOfRepeat)
  const [test, rest]: [number[], number[]] = [[], []]
  let place = 0
  groupByClass(rows, strata, spec.stratify).forEach((group, index) => {
    again(group, index)
    const sizes = foldSizes(place, group.length, method.folds)
    place += group.length
    const from = sizes.slice(0, method.fold).reduce((sum, size) => sum + size, 0)
    const to = from + (sizes[method.fold] ?? 0)
    group.forEach((row, at) => (at >= from && at < to ? test : rest).push(row))
  })
  const { train, validation } = holdOutValidation(Uint32Array.from(rest).sort(), spec, strata, again)
  return { train, validation, test: Uint32Array.from(test).sort() }
}

/** How many of the places from `first` on fall to each fold when places are dealt out in turn. */
function foldSizes(first: number, count: number, folds: number): number[] {
  return Array.from({ length: folds }, (_, fold) => {
    const skipped = (((fold - first) % folds) + folds) % folds
    return Math.max(0, Math.ceil((count - skipped) / folds))
  })
}
