/** Rows to judge by that the model has learned by heart: the same values in all columns, and the same answer. */
import type { Finding } from '../../spec/health.ts'
import type { ColumnValues } from '../column-values.ts'
import { rowKeys } from '../split/row-keys.ts'
import { finding, type HealthQuestion } from './question.ts'

/** A smaller share of the test rows says little. */
const leastShare = 0.01

/** See the file's head. */
export async function splitDuplicates({ target, split, columns }: HealthQuestion): Promise<Finding[]> {
  const answers: ColumnValues =
    target.kind === 'values'
      ? { kind: 'number', values: target.values }
      : { kind: 'category', codes: target.values, dictionary: target.labels }
  const all = new Map<string, ColumnValues>([...columns.columns, [`${target.column} (answer)`, answers]])
  const { high, low } = await rowKeys({
    columnNames: [...all.keys()],
    columns: () => Promise.resolve({ rows: columns.rows, columns: all }),
  })
  const keyOf = (row: number) => high[row]! * 0x1_0000_0000 + low[row]!
  const learned = new Set(Array.from(split.train, keyOf))
  const repeated = [...split.test].filter((row) => learned.has(keyOf(row)))
  const share = repeated.length / split.test.length
  if (share < leastShare) return []
  return [finding('splitDuplicates', { count: repeated.length, share }, { rows: repeated })]
}
