/** By time: the oldest rows are learned from, the newest judge, as it will be when the model is used. */
import { StudioError } from '../../spec/errors.ts'
import { ascending, type Splitter, timesOf } from './splitter.ts'

/** See the file's head. @throws StudioError `too-few-times` where three parts can't be told apart by time */
export const timeSplit: Splitter<'time'> = (question) => {
  const { spec, strata } = question
  const { column, values } = timesOf(question)
  const rows = byTime(values, strata)
  const changes = timeChanges(rows, values)
  if (changes.length < 2) throw new StudioError('too-few-times', { column, times: changes.length + 1, least: 3 })
  const last = changes.length - 1
  // Each boundary is where the time changes, so that rows of one time are never in two parts.
  const first = nearest(changes.slice(0, last), rows.length * spec.train)
  const second = nearest(
    changes.filter((change) => change > first),
    rows.length * (spec.train + spec.validation),
  )
  return ascending(rows.slice(0, first), rows.slice(first, second), rows.slice(second))
}

/** Rows that have a target and a time, oldest first; rows of one time in the order of their numbers. */
export function byTime(values: Float64Array, strata: Int32Array): Uint32Array {
  const rows: number[] = []
  strata.forEach((stratum, row) => stratum >= 0 && !Number.isNaN(values[row]!) && rows.push(row))
  return Uint32Array.from(rows.sort((a, b) => values[a]! - values[b]! || a - b))
}

/** Places in the order at which another time begins. */
export function timeChanges(rows: Uint32Array, values: Float64Array): number[] {
  const changes: number[] = []
  for (let at = 1; at < rows.length; at++) if (values[rows[at]!]! !== values[rows[at - 1]!]!) changes.push(at)
  return changes
}

/** The change nearest to a place; of two equally near the earlier. */
export function nearest(changes: readonly number[], place: number): number {
  return changes.reduce((best, change) => (Math.abs(change - place) < Math.abs(best - place) ? change : best))
}
