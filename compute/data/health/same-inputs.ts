/** Rows of which a model sees the same: all columns, texts and files to learn from are equal. */
import type { Finding } from '../../spec/health.ts'
import type { TableColumns } from '../column-values.ts'
import { rowKeys } from '../split/row-keys.ts'
import { wholeKeys } from '../versions/row-refs.ts'
import { firstOfGroups, pairsByKey } from './near/clusters.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Rows that are looked at again in one go. */
const mostReviewed = 200

/** For each row the first one with the same inputs. */
export async function firstOfSame(inputs: TableColumns): Promise<Uint32Array> {
  const keys = await rowKeys({ columnNames: [...inputs.columns.keys()], columns: () => Promise.resolve(inputs) })
  return firstOfGroups(inputs.rows, pairsByKey(wholeKeys(keys)))
}

/**
 * Texts or files that stand there twice with different classes: one of the labels is wrong, whatever a model makes of them. (Of
 * columns alone two cases may well be the same and end differently.)
 */
export function conflictingLabels({ target, sourceOf }: HealthQuestion, first: Uint32Array): Finding[] {
  if (target.kind !== 'classes') return []
  const classOf = new Map<number, number>()
  const conflicting = new Set<number>()
  target.values.forEach((label, row) => {
    if (label < 0) return
    const group = first[row]!
    const before = classOf.get(group)
    if (before === undefined) classOf.set(group, label)
    else if (before !== label) conflicting.add(group)
  })
  if (conflicting.size === 0) return []
  const rows = Array.from(target.values.keys()).filter(
    (row) => target.values[row]! >= 0 && conflicting.has(first[row]!),
  )
  const { column } = target
  return [
    finding(
      'conflictingLabels',
      { count: rows.length, groups: conflicting.size },
      {
        ...{ column, rows, sourceOf },
        remedies: [
          { kind: 'review-labels', column, rows: rows.slice(0, mostReviewed).map(sourceOf) },
          { kind: 'exclude-rows', rows: rows.map(sourceOf), reason: 'found' },
        ],
      },
    ),
  ]
}
