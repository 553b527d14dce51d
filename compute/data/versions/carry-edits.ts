/**
 * Edits of a table carried over to another import of the same source: each row that is still there is found by its
 * fingerprint, wherever it stands now; those that are not are named.
 */
import type { DataEdit, RowRef, VersionChange } from '../../spec/data-edit.ts'
import { rowKeys } from '../split/row-keys.ts'
import type { TableReader } from '../table-reader.ts'
import { rowRefs, type RowRefs, toRowEdits } from './row-refs.ts'

/** Rows that are not there any more and are told of by what they held. */
const namedRows = 20
/** So much is told of each. */
const namedCells = 4

export interface CarriedEdits {
  readonly edits: readonly DataEdit[]
  readonly change: Extract<VersionChange, { kind: 'reimport' }>
}

/** See the file's head. @param from the table that the edits were made to */
export async function carryEdits(
  from: TableReader,
  to: TableReader,
  edits: readonly DataEdit[],
): Promise<CarriedEdits> {
  const before = rowRefs(await rowKeys(from))
  const after = rowRefs(await rowKeys(to))
  const { lost } = toRowEdits(edits, after)
  const gone = new Set(lost)
  const carried = edits.flatMap((edit): DataEdit[] => {
    if (!('rows' in edit)) return [edit]
    const rows = edit.rows.filter((ref) => !gone.has(ref))
    return rows.length === 0 ? [] : [{ ...edit, rows }]
  })
  const [added, removed] = [missingFrom(before, after), missingFrom(after, before)]
  const lostRows = await written(from, before, lost.slice(0, namedRows))
  return { edits: carried, change: { kind: 'reimport', added, removed, lost: lost.length, lostRows } }
}

/** How many rows of a table another one has not. */
function missingFrom(known: RowRefs, table: RowRefs): number {
  const names = Array.from({ length: table.rows }, (_, row) => table.of(row))
  return known.find(names).reduce<number>((count, row) => count + (row === null ? 1 : 0), 0)
}

/** What rows hold, a text a row. */
async function written(table: TableReader, refs: RowRefs, names: readonly RowRef[]): Promise<string[]> {
  const rows = refs.find(names).filter((row) => row !== null)
  const cells = await table.rowsAt(rows)
  return cells.map((row) =>
    row
      .filter((cell) => cell !== null)
      .slice(0, namedCells)
      .map((cell) => String(cell).slice(0, 60))
      .join(', '),
  )
}
