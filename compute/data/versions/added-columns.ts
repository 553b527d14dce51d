/** Columns that no import has made: classes for examples that came without, given by hand. */
import type { DataEdit, RowEdit } from '../../spec/data-edit.ts'
import { classColumnOf, type ImportedTable } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import { fieldNames } from '../dialect/column-names.ts'
import { type ColumnLayout, reservedFields } from '../storage/table-layout.ts'
import type { TableReader } from '../table-reader.ts'
import type { TextColumn } from './apply-edits.ts'

/** A column's texts as they were imported; none in one that an edit adds. @throws StudioError bad-request for any other name */
export function textsOrNone(
  reader: Pick<TableReader, 'columnNames' | 'rows' | 'texts'>,
  name: string,
  edits: readonly (DataEdit | RowEdit)[],
): Promise<TextColumn> {
  const isAdded = edits.some((edit) => edit.kind === 'add-column' && edit.column === name)
  if (!isAdded || reader.columnNames.includes(name)) return reader.texts(name)
  return Promise.resolve({ codes: new Int32Array(reader.rows).fill(-1), dictionary: [] })
}

/** @throws StudioError column-name-taken for a column that is to be added and is there */
export function requireNewNames(
  edits: readonly RowEdit[],
  imported: readonly string[],
  before: readonly DataEdit[],
): void {
  const known = before.flatMap((edit) => (edit.kind === 'add-column' ? [edit.column] : []))
  const taken = new Set([...imported, ...known].map((name) => name.toLowerCase()))
  for (const edit of edits) {
    if (edit.kind !== 'add-column') continue
    if (taken.has(edit.column.toLowerCase())) throw new StudioError('column-name-taken', { column: edit.column })
    taken.add(edit.column.toLowerCase())
  }
}

/** The layout of columns that were not imported, which stand after those that were. */
export function addedLayout(
  columns: readonly ColumnLayout[],
  added: readonly string[],
  kinds: Readonly<Record<string, ColumnKind>>,
): ColumnLayout[] {
  const fields = fieldNames([...columns.map(({ field }) => field), ...added], reservedFields)
  return added.map((name, at) => ({
    ...{ name, field: fields[columns.length + at]!, kind: kinds[name] ?? 'category', renamedFrom: null },
    ...{ decimals: null, dateFormats: [], chosen: true },
  }))
}

/** Files that came without classes have those of the first column that was added for them. */
export function withClasses(table: ImportedTable, [added]: readonly string[]): ImportedTable {
  if (table.media === undefined || added === undefined || classColumnOf(table) !== null) return table
  return { ...table, media: { ...table.media, classes: added } }
}
