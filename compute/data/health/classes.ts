/** Classes too small to be learned or judged, and classes so unequal that the rare ones are overlooked. */
import type { Finding, Remedy } from '../../spec/health.ts'
import { balanceOfClasses, fewClassRows } from './class-balance.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Classes that are named. */
const namedClasses = 5

/** See the file's head. */
export function classSizes({ target, sourceOf }: HealthQuestion): Finding[] {
  if (target.kind !== 'classes') return []
  const counts = target.labels.map((label) => ({ label, count: 0 }))
  for (const value of target.values) if (value >= 0) counts[value]!.count++
  const balance = balanceOfClasses(counts)
  if (balance === null) return []
  const { column } = target
  const few = counts.filter(({ count }) => count < fewClassRows).map(({ label }) => label)
  const ofFew = (row: number) => target.values[row]! >= 0 && counts[target.values[row]!]!.count < fewClassRows
  const rows = Array.from(target.values.keys()).filter(ofFew)
  const labels = few.slice(0, namedClasses).join(', ')
  return [
    ...(few.length === 0
      ? []
      : [
          finding(
            'smallClasses',
            { count: few.length, labels, least: fewClassRows },
            {
              column,
              rows,
              sourceOf,
              remedies: smallClassRemedies(column, few, target.labels.length, rows.map(sourceOf)),
            },
          ),
        ]),
    ...(balance.unequal
      ? [
          finding(
            'imbalance',
            { ratio: Math.round(balance.ratio) },
            { column, remedies: [{ kind: 'balance-classes' }, { kind: 'repeat-classes' }] },
          ),
        ]
      : []),
  ]
}

/** Small classes can be made one, or left out where others are left. */
function smallClassRemedies(
  column: string,
  few: readonly string[],
  classes: number,
  rows: readonly number[],
): Remedy[] {
  return [
    ...(few.length > 1 && few.length < classes ? [{ kind: 'merge-classes' as const, column, from: [...few] }] : []),
    ...(classes - few.length > 1 ? [{ kind: 'exclude-rows' as const, rows: [...rows], reason: 'found' as const }] : []),
  ]
}
