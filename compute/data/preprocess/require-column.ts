/** That a column which was asked for is there. */
import { StudioError } from '../../spec/errors.ts'
import { nearestName } from './nearest-name.ts'

/** @throws StudioError `target-not-found` with the columns there are and the name nearest to what was asked for. */
export function requireColumn(names: readonly string[], column: string): void {
  if (names.includes(column)) return
  const nearest = nearestName(names, column)
  throw new StudioError('target-not-found', {
    column,
    ...(nearest === null ? {} : { nearest, context: 'near' }),
    columns: names.slice(0, 50).join(', '),
    count: names.length,
  })
}
