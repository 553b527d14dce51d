/** Reads some columns of an imported table as another kind: a new file, fingerprint and profile from the stored one. */
import type { ImportedTable } from '../spec/dataset.ts'
import type { ColumnKind } from '../spec/table-dialect.ts'
import type { ImportOptions } from './import-table.ts'
import { forms } from './kinds/initial-layout.ts'
import { sampleTexts } from './profile/analyse-texts.ts'
import { rewriteTable } from './rewrite-table.ts'
import type { StoredTable } from './storage/read-table.ts'
import type { TableLayout } from './storage/table-layout.ts'
import { writeFromTable } from './storage/write-table.ts'

/**
 * Gives columns the kinds that a person chose; the other columns keep theirs.
 * @throws StudioError as rewriteTable
 */
export function reprofileTable(
  projectFolder: string,
  table: ImportedTable,
  kinds: Record<string, ColumnKind>,
  options: ImportOptions,
): Promise<ImportedTable> {
  return rewriteTable(projectFolder, table, options, async ({ old, target, signal }) => {
    const { layout, changed } = await chosenLayout(old, kinds, signal)
    await writeFromTable(old.engine, old, changed, layout, target, signal)
    return {}
  })
}

/** A table's layout with the kinds that a person chose, and the positions of the columns that become another one. */
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
