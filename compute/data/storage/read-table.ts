/** Reads a table's Parquet file back: its layout, its columns as buffers, and its rows as cells. */
import type { Cell } from '../../spec/dataset.ts'
import type { ColumnValues } from '../column-values.ts'
import type { SeenColumns } from '../profile/seen-columns.ts'
import { textSql } from './column-sql.ts'
import { isLeftTable, type LeftValues, openLeftTable } from './left-table.ts'
import { sqlName, sqlText } from './sql-text.ts'
import type { TableEngine } from './table-engine.ts'
import { type ColumnLayout, type TableLayout, layoutKey, rowField, tableLayoutSchema } from './table-layout.ts'

/** A stored table, ready to be queried. */
export interface StoredTable {
  readonly engine: TableEngine
  readonly path: string
  readonly layout: TableLayout
  readonly rows: number
  /** Its rows in SQL, with `file_row_number`. */
  readonly relation: string
  /** What was seen of its columns while its file was read. */
  readonly seen?: SeenColumns
  /** Where its values are, if they were left there. */
  readonly left?: LeftValues
}

/** Reads what the file says of itself. */
export async function openStored(engine: TableEngine, path: string, signal?: AbortSignal): Promise<StoredTable> {
  if (isLeftTable(path)) return openLeftTable(engine, path)
  const file = sqlText(path)
  const metadata = await engine.rows(
    `SELECT decode(value) FROM parquet_kv_metadata(${file}) WHERE decode(key) = ${sqlText(layoutKey)}`,
    signal,
  )
  const layout = tableLayoutSchema.parse(JSON.parse(String(metadata[0]?.[0])))
  const [[rows] = []] = await engine.rows(`SELECT CAST(num_rows AS DOUBLE) FROM parquet_file_metadata(${file})`, signal)
  return { engine, path, layout, rows: Number(rows), relation: `read_parquet(${file}, file_row_number = true)` }
}

/** Rows from one number (from 0) up to but not including another. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

const everything = ({ rows }: StoredTable): RowRange => ({ from: 0, to: rows })

/** The condition for a range's rows; none for all rows. */
function inRange(table: StoredTable, { from, to }: RowRange): string {
  if (from === 0 && to === table.rows) return ''
  return `WHERE file_row_number >= ${from} AND file_row_number < ${to}`
}

/** Number columns, or dates as microseconds since 1970, each as one buffer with NaN where missing. */
export async function readNumbers(
  table: StoredTable,
  columns: readonly ColumnLayout[],
  signal?: AbortSignal,
  range: RowRange = everything(table),
): Promise<Float64Array[]> {
  const buffers = columns.map(() => new Float64Array(range.to - range.from))
  const selected = columns.map((column) => {
    const field = sqlName(column.field)
    return `coalesce(${column.kind === 'date' ? `CAST(epoch_us(${field}) AS DOUBLE)` : field}, CAST('NaN' AS DOUBLE))`
  })
  let row = 0
  await table.engine.chunks(
    `SELECT ${selected.join(', ')} FROM ${table.relation} ${inRange(table, range)}`,
    (chunk) => {
      for (const [i, buffer] of buffers.entries()) copyNumbers(numberItems(chunk.getColumnVector(i)), buffer, row)
      row += chunk.rowCount
    },
    signal,
  )
  return buffers
}

/** A column as codes into the list of its different texts (sorted), −1 where missing. */
export async function readCodes(
  table: StoredTable,
  column: ColumnLayout,
  index: number,
  signal?: AbortSignal,
  range: RowRange = everything(table),
): Promise<Extract<ColumnValues, { codes: Int32Array }>> {
  const { engine } = table
  const kind = column.kind === 'number' ? 'category' : column.kind
  const text = textSql(column, index, table.layout)
  const rows = inRange(table, range)
  const from = `FROM ${table.relation} ${rows}`
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE dictionary AS
       SELECT DISTINCT ${text} AS text ${from} ${rows === '' ? 'WHERE' : 'AND'} ${text} IS NOT NULL ORDER BY text`,
    signal,
  )
  const dictionary = (await engine.rows('SELECT text FROM dictionary ORDER BY text', signal)).map(([one]) =>
    String(one),
  )
  const codes = new Int32Array(range.to - range.from).fill(-1)
  if (dictionary.length === 0) return { kind, codes, dictionary }
  await engine.run('DROP TYPE IF EXISTS dictionary_text', signal)
  await engine.run('CREATE TYPE dictionary_text AS ENUM (SELECT text FROM dictionary ORDER BY text)', signal)
  let row = 0
  await engine.chunks(
    `SELECT coalesce(CAST(enum_code(CAST(${text} AS dictionary_text)) AS INTEGER), -1) ${from}`,
    (chunk) => {
      codes.set(integerItems(chunk.getColumnVector(0)), row)
      row += chunk.rowCount
    },
    signal,
  )
  return { kind, codes, dictionary }
}

/** For each row of a table that was edited the row of the imported table that it was; null for an imported table. */
export async function readSourceRows(table: StoredTable): Promise<Uint32Array<ArrayBuffer> | null> {
  if (table.layout.base === undefined) return null
  const rows = new Uint32Array(table.rows)
  let filled = 0
  await table.engine.chunks(`SELECT ${rowField} FROM ${table.relation}`, (chunk) => {
    for (const row of chunk.getColumnValues(0)) rows[filled++] = Number(row)
  })
  return rows
}

/** Rows as cells, in the order of the query's rows: numbers as such, the rest as its text in the file. */
export async function readCells(table: StoredTable, clause: string): Promise<Cell[][]> {
  const selected = table.layout.columns.map((column, i) =>
    column.kind === 'number' ? sqlName(column.field) : textSql(column, i, table.layout),
  )
  const rows = (await table.engine.rows(`SELECT ${selected.join(', ')} FROM ${table.relation} ${clause}`)) as Cell[][]
  return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? oneZero(cell) : cell)))
}

/** Parquet's dictionaries don't tell −0 from 0, so there is only one zero. */
function oneZero(value: number): number {
  return value === 0 ? 0 : value
}

function copyNumbers(from: Float64Array, to: Float64Array, at: number): void {
  for (let i = 0; i < from.length; i++) to[at + i] = oneZero(from[i]!)
}

function numberItems(vector: unknown): Float64Array {
  const { items } = vector as { items?: unknown }
  if (items instanceof Float64Array) return items
  throw new TypeError('a column of doubles was expected')
}

function integerItems(vector: unknown): Int32Array {
  const { items } = vector as { items?: unknown }
  if (items instanceof Int32Array) return items
  throw new TypeError('a column of 32-bit integers was expected')
}
