/** The layout of a stored table some of whose columns a person wants to be read as another kind. */
import type { ColumnKind } from '../spec/table-dialect.ts'
import { forms } from './kinds/initial-layout.ts'
import { sampleTexts } from './profile/analyse-texts.ts'
import type { StoredTable } from './storage/read-table.ts'
import type { TableLayout } from './storage/table-layout.ts'

/** The layout with the kinds that were chosen, by column name, and the positions of the columns that become another one. */
export async function chosenLayout(
  old: StoredTable,
  kinds: Readonly<Record<string, ColumnKind>>,
  signal: AbortSignal,
): Promise<{ layout: TableLayout; changed: Set<number> }> {
  const changed = new Set<number>()
  const columns = []
  for (const [position, column] of old.layout.columns.entries()) {
    const kind = Object.hasOwn(kinds, column.name) ? kinds[column.name] : undefined
    if (kind === undefined || kind === column.kind) {
      columns.push(kind === undefined ? column : { ...column, chosen: true })
      continue
    }
    changed.add(position)
    const texts = await sampleTexts(old, position, signal)
    columns.push({ ...column, kind, chosen: true, ...forms(column.name, kind, texts, old.layout.dialect) })
  }
  return { layout: { ...old.layout, columns }, changed }
}
