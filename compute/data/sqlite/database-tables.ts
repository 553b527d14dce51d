/**
 * The tables of an SQLite database and their rows.
 *
 * Only what is stored is read. Views, virtual tables and computed columns are programs that the file brings, which
 * could run for ever; they are left out.
 */
import { longestLineBytes } from '../source/read-through.ts'
import { sqlName } from '../storage/sql-text.ts'
import type { Database } from './open-database.ts'

export interface DatabaseTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns whose values would have to be computed. */
  readonly computed: readonly string[]
  readonly withoutRowId: boolean
}

interface ListedTable {
  readonly name: string
  readonly type: 'table' | 'view' | 'shadow' | 'virtual'
  readonly wr: 0 | 1
}

/** A row of PRAGMA table_xinfo; `hidden` is 2 for a column that is computed each time it is read. */
interface ListedColumn {
  readonly name: string
  readonly hidden: 0 | 1 | 2 | 3
}

/** A cell that is no value to learn from. */
export const binaryCell = Symbol('binary')
/** A text that is longer than any cell that is read. */
export const endlessCell = Symbol('endless')
export type StoredCell = string | null | typeof binaryCell | typeof endlessCell

export interface ListedTables {
  readonly tables: readonly DatabaseTable[]
  /** Views and virtual tables. */
  readonly others: number
}

/** The tables in the order in which they were made. */
export function listTables(database: Database): ListedTables {
  const listed = database
    .prepare<[], ListedTable>(
      `SELECT l.name, l.type, l.wr FROM pragma_table_list AS l JOIN sqlite_schema AS s ON s.name = l.name AND s.type IN ('table', 'view')
       WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid`,
    )
    .all()
  const tables = listed
    .filter(({ type }) => type === 'table')
    .map(({ name, wr }) => {
      const columns = database
        .prepare<[string], ListedColumn>('SELECT name, hidden FROM pragma_table_xinfo(?)')
        .all(name)
      const namesOf = (some: readonly ListedColumn[]) => some.map((column) => column.name)
      return {
        name,
        columns: namesOf(columns.filter(({ hidden }) => hidden === 0 || hidden === 3)),
        computed: namesOf(columns.filter(({ hidden }) => hidden === 2)),
        withoutRowId: wr === 1,
      }
    })
  return { tables, others: listed.filter(({ type }) => type === 'view' || type === 'virtual').length }
}

/** Whether a table has a row. */
export function hasRows(database: Database, { name }: DatabaseTable): boolean {
  return database.prepare(`SELECT 1 FROM ${sqlName(name)} LIMIT 1`).get() !== undefined
}

/** A table's rows as they are stored, in the order of their keys. Whole numbers keep all their digits. */
export function* tableRows(database: Database, table: DatabaseTable): Generator<StoredCell[]> {
  const values = table.columns.map((name) => cellSql(sqlName(name)))
  const statement = database.prepare<[], (string | number | bigint | Buffer | null)[]>(
    `SELECT ${values.join(', ')} FROM ${sqlName(table.name)}`,
  )
  for (const row of statement.raw().safeIntegers().iterate()) yield row.map(cellOf)
}

/** Bytes that are no text, and texts without end, are not even fetched: an empty value stands for the one, a byte for the other. */
function cellSql(column: string): string {
  const tooLong = `octet_length(${column}) > ${longestLineBytes}`
  return `CASE typeof(${column}) WHEN 'blob' THEN x'' WHEN 'text' THEN CASE WHEN ${tooLong} THEN x'00' ELSE ${column} END ELSE ${column} END`
}

function cellOf(value: string | number | bigint | Buffer | null): StoredCell {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'object') return value.length === 0 ? binaryCell : endlessCell
  return String(value)
}

/** At least as many rows as a table has: by its largest key, and by how many fit into the file. */
export function mostRows(database: Database, table: DatabaseTable): number {
  const pages = Number(database.pragma('page_count', { simple: true }))
  // A row takes a pointer, its lengths, and a byte for the type of each column.
  const bytesOfRow = 4 + table.columns.length
  const fitting = Math.ceil((pages * Number(database.pragma('page_size', { simple: true }))) / bytesOfRow)
  if (table.withoutRowId) return fitting
  const [smallest, largest] = ['min', 'max'].map((end) =>
    Number(
      database
        .prepare(`SELECT ${end}(rowid) FROM ${sqlName(table.name)}`)
        .pluck()
        .get(),
    ),
  ) as [number, number]
  const between = largest - smallest + 1
  return between >= 0 ? Math.min(fitting, between) : fitting
}
