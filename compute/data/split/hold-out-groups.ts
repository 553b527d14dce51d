/** Some whole groups as rows to watch, the others as rows to learn from. */
import type { SplitSpec } from '../../spec/split.ts'
import { type RowGroup, rowsOf } from './group-split.ts'
import type { SplitRows } from './splitter.ts'

/** Takes groups in their order until the share is reached; at least one, and never all. */
export function holdOutGroups(
  groups: readonly RowGroup[],
  { train, validation }: Pick<SplitSpec, 'train' | 'validation'>,
): Pick<SplitRows, 'train' | 'validation'> {
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  const wanted = (total * validation) / (train + validation)
  let [taken, rows] = [0, 0]
  while (taken < groups.length - 1 && (taken === 0 || rows + groups[taken]!.rows.length / 2 <= wanted)) {
    rows += groups[taken++]!.rows.length
  }
  return { train: rowsOf(groups.slice(taken)).sort(), validation: rowsOf(groups.slice(0, taken)).sort() }
}
