/**
 * Rows to judge by that lie among those learned from in time. Where an amount is predicted, a forecast is flattered by that; where
 * a class is, it is told without urgency: many dates, such as that of birth, have nothing to do with when a model is used.
 */
import type { Finding } from '../../spec/health.ts'
import { methodOf, type SplitSpec } from '../../spec/split.ts'
import { finding, type HealthQuestion } from './question.ts'

/** See the file's head. @param times of a date column in milliseconds since 1970, NaN where missing */
export function timeOverlap(
  { target, split, sourceOf }: HealthQuestion,
  column: string,
  times: Float64Array,
  spec: Pick<SplitSpec, 'method'> = {},
): Finding[] {
  const newest = split.train.reduce(
    (most, row) => Math.max(most, Number.isNaN(times[row]!) ? most : times[row]!),
    -Infinity,
  )
  const within = [...split.test].filter((row) => times[row]! <= newest)
  if (within.length === 0) return []
  const params = { count: within.length, share: within.length / split.test.length }
  const found = finding('timeOverlap', params, {
    ...{ column, sourceOf, rows: within },
    remedies: [{ kind: 'divide', method: { kind: 'time', column } }],
  })
  // Who divides by another time has said which one counts.
  const byTime = methodOf(spec).kind === 'time' || methodOf(spec).kind === 'time-folds'
  return [target.kind === 'values' && !byTime ? found : { ...found, level: 'fine' }]
}
