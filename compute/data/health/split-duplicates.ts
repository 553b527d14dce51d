/** Rows to judge by that the model has learned by heart: the same values in all columns, and the same answer. */
import type { Finding } from '../../spec/health.ts'
import type { TableColumns } from '../column-values.ts'
import { rowKeys } from '../split/row-keys.ts'
import { repetitions, wholeKeys } from '../versions/row-refs.ts'
import { finding, type HealthQuestion, withAnswer } from './question.ts'

/** A smaller share of the test rows says little. */
const leastShare = 0.01

/** See the file's head. @param inputs all that is learned from, texts and files among it */
export async function splitDuplicates(
  question: HealthQuestion,
  inputs: TableColumns = question.columns,
): Promise<Finding[]> {
  const { target, split, sourceOf } = question
  const columns = withAnswer({ target, columns: inputs })
  const keys = wholeKeys(
    await rowKeys({ columnNames: [...columns.columns.keys()], columns: () => Promise.resolve(columns) }),
  )
  const learned = new Set(Array.from(split.train, (row) => keys[row]!))
  const repeated = [...split.test].filter((row) => learned.has(keys[row]!))
  const share = repeated.length / split.test.length
  if (share < leastShare) return []
  const used = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b)
  const before = repetitions(BigUint64Array.from(used, (row) => keys[row]!))
  const rows = used.filter((_, at) => before[at]! > 0).map(sourceOf)
  const remedies: Finding['remedies'] = [{ kind: 'exclude-rows', rows, reason: 'repeated' }]
  return [finding('splitDuplicates', { count: repeated.length, share }, { rows: repeated, sourceOf, remedies })]
}
