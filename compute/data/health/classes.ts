/** Classes too small to be learned or judged, and classes so unequal that the rare ones are overlooked. */
import type { Finding } from '../../spec/health.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Fewer rows of a class leave a handful to judge it by. */
export const fewClassRows = 30
/** The most frequent class has this many times the rows of the rarest: accuracy alone misleads then. */
export const markedImbalance = 10

/** See the file's head. */
export function classSizes({ target }: HealthQuestion): Finding[] {
  if (target.kind !== 'classes') return []
  const counts = target.labels.map(() => 0)
  for (const value of target.values) if (value >= 0) counts[value]!++
  const small = target.labels.filter((_, label) => counts[label]! < fewClassRows)
  const ofSmall = (row: number) => target.values[row]! >= 0 && counts[target.values[row]!]! < fewClassRows
  const rows = Array.from(target.values.keys()).filter(ofSmall)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const ratio = Math.round(most / Math.max(1, least))
  const { column } = target
  return [
    ...(small.length === 0
      ? []
      : [
          finding(
            'smallClasses',
            { count: small.length, labels: small.slice(0, 5).join(', '), least: fewClassRows },
            { column, rows },
          ),
        ]),
    ...(ratio < markedImbalance
      ? []
      : [
          finding(
            'imbalance',
            { ratio },
            { column, remedies: [{ kind: 'balance-classes' }, { kind: 'repeat-classes' }] },
          ),
        ]),
  ]
}
