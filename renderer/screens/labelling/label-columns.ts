/** Which columns of a dataset hold classes that can be worked on. */
import { type ImportedTable, measuresOf } from '../../../compute/spec/dataset.ts'

/** A column of numbers with more different ones holds amounts. */
const mostNumbers = 50

/** The column that has a label for each word of another, where there is one; its cells are tags and nothing else. */
export function wordLabelColumn({ profile }: Pick<ImportedTable, 'profile'>): string | null {
  const texts = new Set(profile.columns.filter(({ kind }) => kind === 'text').map(({ name }) => name))
  return (
    profile.targetCandidates.find(({ task, column }) => task === 'classification' && texts.has(column))?.column ?? null
  )
}

/** The columns with classes, the likeliest first. */
export function labelColumns({ profile, media }: Pick<ImportedTable, 'profile' | 'media'>): string[] {
  // What was measured of files is no class of theirs, however few values it has.
  const measured = new Set(media === undefined ? [] : measuresOf(media))
  const columns = profile.columns
    .filter(({ name }) => !measured.has(name))
    .filter(({ kind, distinct }) => kind === 'category' || (kind === 'number' && distinct <= mostNumbers))
    .map(({ name }) => name)
  const candidates = profile.targetCandidates
    .filter(({ task, column }) => task === 'classification' && columns.includes(column))
    .map(({ column }) => column)
  return [...new Set([...candidates, ...columns])]
}

/** Whether there is something to label in already. */
export const mayBeLabelled = (table: Pick<ImportedTable, 'profile' | 'media'>): boolean =>
  labelColumns(table).length > 0 || wordLabelColumn(table) !== null
