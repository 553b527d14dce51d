/** The classes of a column as labelling shows them: imported and after all edits, with the rows that are left out. */
import type { DataEdit, LabelView } from '../../spec/data-edit.ts'
import { textsOrNone } from './added-columns.ts'
import { applyEdits } from './apply-edits.ts'
import type { EditedTable } from './settle-version.ts'
import { toRowEdits } from './row-refs.ts'

/** See the file's head. @throws StudioError bad-request for a column that isn't there */
export async function labelView(
  { reader, refs, edits, base }: Omit<EditedTable, 'projectFolder'>,
  column: string,
): Promise<LabelView> {
  const imported = await textsOrNone(reader, column, edits)
  // What was changed in other columns is not looked at here.
  const own = edits.filter((edit) => !('column' in edit) || edit.column === column)
  const { excluded, columns } = applyEdits(refs.rows, new Map([[column, imported]]), toRowEdits(own, refs).edits)
  const { codes, dictionary } = columns.get(column)!
  return {
    base: base.fingerprint,
    rows: refs.rows,
    dictionary: [...dictionary],
    named: namedClasses(own),
    labels: Int32Array.from(codes),
    imported: Int32Array.from(imported.codes),
    excluded: Uint8Array.from(excluded),
  }
}

/** The classes that were named before an example had them, by the names that they have now. */
function namedClasses(edits: readonly DataEdit[]): string[] {
  let named: string[] = []
  for (const edit of edits) {
    if (edit.kind === 'add-column') named = [...named, ...edit.classes]
    if (edit.kind === 'replace-values') named = named.map((label) => (edit.from.includes(label) ? edit.to : label))
  }
  return [...new Set(named)]
}
