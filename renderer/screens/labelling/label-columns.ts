/** Which columns of a dataset hold classes that can be worked on. */
import type { ImportedTable } from '../../../compute/spec/dataset.ts'

/** A column of numbers with more different ones holds amounts. */
const mostNumbers = 50

/** The columns with classes, the likeliest first. */
export function labelColumns({ profile }: Pick<ImportedTable, 'profile'>): string[] {
  const columns = profile.columns
    .filter(({ kind, distinct }) => kind === 'category' || (kind === 'number' && distinct <= mostNumbers))
    .map(({ name }) => name)
  const candidates = profile.targetCandidates
    .filter(({ task, column }) => task === 'classification' && columns.includes(column))
    .map(({ column }) => column)
  return [...new Set([...candidates, ...columns])]
}
