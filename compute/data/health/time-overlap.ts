/** Rows to judge by that lie among those learned from in time, where what is predicted is an amount: a forecast is flattered by that. */
import type { Finding } from '../../spec/health.ts'
import { finding, type HealthQuestion } from './question.ts'

/** See the file's head. @param times of a date column in milliseconds since 1970, NaN where missing */
export function timeOverlap({ target, split }: HealthQuestion, column: string, times: Float64Array): Finding[] {
  if (target.kind !== 'values') return []
  const newest = split.train.reduce(
    (most, row) => Math.max(most, Number.isNaN(times[row]!) ? most : times[row]!),
    -Infinity,
  )
  const within = [...split.test].filter((row) => times[row]! <= newest)
  if (within.length === 0) return []
  const params = { count: within.length, share: within.length / split.test.length }
  return [
    finding('timeOverlap', params, {
      column,
      rows: within,
      remedies: [{ kind: 'divide', method: { kind: 'time', column } }],
    }),
  ]
}
