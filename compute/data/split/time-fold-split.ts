/**
 * Folds of a time series: each judges on rows newer than all that it has learned from, and later folds learn from more.
 * The boundaries are those of scikit-learn's TimeSeriesSplit, moved where rows of one time would be in two parts.
 */
import { StudioError } from '../../spec/errors.ts'
import { ascending, type Splitter, timesOf } from './splitter.ts'
import { byTime, nearest, timeChanges } from './time-split.ts'

/** See the file's head. @throws StudioError `too-few-times` */
export const timeFoldSplit: Splitter<'time-folds'> = (question) => {
  const { spec, method, strata } = question
  const { column, values } = timesOf(question)
  const rows = byTime(values, strata)
  const changes = timeChanges(rows, values)
  const least = method.folds + 2
  if (changes.length + 1 < least) throw new StudioError('too-few-times', { column, times: changes.length + 1, least })
  const testSize = Math.floor(rows.length / (method.folds + 1))
  const boundary = (after: number) => {
    const place = rows.length - (method.folds - method.fold - after) * testSize
    return place === rows.length ? place : nearest(changes.slice(1), place)
  }
  const [from, to] = [boundary(0), boundary(1)]
  const learned = (from * spec.train) / (spec.train + spec.validation)
  const watched = nearest(
    changes.filter((change) => change < from),
    learned,
  )
  if (to <= from) throw new StudioError('too-few-times', { column, times: changes.length + 1, least })
  return ascending(rows.slice(0, watched), rows.slice(watched, from), rows.slice(from, to))
}
