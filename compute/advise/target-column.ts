/** What the profile tells of the column that is to be predicted. */
import { requireColumn } from '../data/preprocess/require-column.ts'
import type { ColumnProfile, TableProfile } from '../spec/dataset.ts'

/** The profile of what is to be predicted. @throws StudioError `target-not-found` */
export function targetColumn(profile: TableProfile, name: string): ColumnProfile {
  const names = profile.columns.map((column) => column.name)
  requireColumn(names, name)
  return profile.columns[names.indexOf(name)]!
}
