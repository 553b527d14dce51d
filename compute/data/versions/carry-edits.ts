/**
 * Edits of a table carried over to another import of the same source: each row that is still there is found wherever it stands
 * now; those that are not are named. A row is known by what it holds, in the columns that both imports have; a picture or
 * recording that is not found so, by its file's name.
 */
import type { DataEdit, RowRef, VersionChange } from '../../spec/data-edit.ts'
import { rowKeys } from '../split/row-keys.ts'
import type { TableReader } from '../table-reader.ts'
import { rowRefs, type RowRefs } from './row-refs.ts'

/** Rows that are not there any more and are told of by what they held. */
const namedRows = 20
/** So much is told of each. */
const namedCells = 4

export interface CarriedEdits {
  readonly edits: readonly DataEdit[]
  readonly change: Extract<VersionChange, { kind: 'reimport' }>
}

/**
 * See the file's head.
 * @param from the table that the edits were made to
 * @param fileColumn the column that names each row's file, where rows have some
 */
export async function carryEdits(
  from: TableReader,
  to: TableReader,
  edits: readonly DataEdit[],
  fileColumn: string | null = null,
): Promise<CarriedEdits> {
  const common = from.columnNames.filter((name) => to.columnNames.includes(name))
  const same = common.length === from.columnNames.length && common.length === to.columnNames.length
  const [before, after] = [await refsOver(from, from.columnNames), await refsOver(to, to.columnNames)]
  const place = {
    ...{ before: same ? before : await refsOver(from, common), after: same ? after : await refsOver(to, common) },
    ...(fileColumn === null || !common.includes(fileColumn) ? {} : { files: await filePlaces(from, to, fileColumn) }),
  }
  const wanted = [...new Set(edits.flatMap((edit) => ('rows' in edit ? edit.rows : [])))]
  const rows = before.find(wanted)
  const now = rowsNow(rows, place)
  const refNow = new Map(wanted.map((ref, at) => [ref, now[at] == null ? null : after.of(now[at])]))
  const named = namedColumns(edits, to)
  const carried = edits.flatMap((edit): DataEdit[] => {
    if ('column' in edit && !named.has(edit.column)) return []
    if (!('rows' in edit)) return [edit]
    const own = edit.rows.map((ref) => refNow.get(ref) ?? null).filter((ref) => ref !== null)
    return own.length === 0 ? [] : [{ ...edit, rows: own }]
  })
  const lost = wanted.filter((ref) => refNow.get(ref) === null)
  const [added, removed] = [missingFrom(place.before, place.after), missingFrom(place.after, place.before)]
  const lostRows = await written(from, before, lost.slice(0, namedRows))
  return { edits: carried, change: { kind: 'reimport', added, removed, lost: lost.length, lostRows } }
}

interface Places {
  readonly before: RowRefs
  readonly after: RowRefs
  /** For each former row the row that has its file now, −1 for none. */
  readonly files?: Int32Array
}

/** Where former rows stand now; null for those that are gone. */
function rowsNow(rows: readonly (number | null)[], { before, after, files }: Places): (number | null)[] {
  const names = rows.map((row) => (row === null ? null : before.of(row)))
  const found = after.find(names.filter((name) => name !== null))
  let at = 0
  return rows.map((row) => {
    if (row === null) return null
    const byContent = found[at++] ?? null
    const byFile = files?.[row] ?? -1
    return byContent ?? (byFile < 0 ? null : byFile)
  })
}

/** The names of rows by what some of their columns hold. */
async function refsOver(table: TableReader, columnNames: readonly string[]): Promise<RowRefs> {
  return rowRefs(await rowKeys({ columnNames, columns: (names) => table.columns(names) }))
}

async function filePlaces(from: TableReader, to: TableReader, column: string): Promise<Int32Array> {
  const [before, after] = [await from.texts(column), await to.texts(column)]
  const placeOf = new Map(Array.from(after.codes, (code, row) => [after.dictionary[code], row] as const))
  return Int32Array.from(before.codes, (code) => placeOf.get(before.dictionary[code]) ?? -1)
}

/** The columns that edits can name in a table: its own, and those that are added to it. */
function namedColumns(edits: readonly DataEdit[], to: TableReader): ReadonlySet<string> {
  return new Set([...to.columnNames, ...edits.flatMap((edit) => (edit.kind === 'add-column' ? [edit.column] : []))])
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
