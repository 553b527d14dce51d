/** Reads an imported table: pages of it to look at, columns of it to learn from. */
import { basename } from 'node:path'
import type { Cell } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { ColumnValues, TableColumns } from './column-values.ts'
import {
  type RowRange,
  type StoredTable,
  openStored,
  readCells,
  readCodes,
  readNumbers,
  readSourceRows,
} from './storage/read-table.ts'
import { openSource } from './source/source-file.ts'
import { assertLeftValues, fileOfTable, valuesOfTable } from './storage/left-table.ts'
import { textSql } from './storage/column-sql.ts'
import { sqlName } from './storage/sql-text.ts'
import { TableEngine } from './storage/table-engine.ts'

export interface PageOptions {
  /** The column's name. Without one, rows come in the file's order. */
  readonly sortBy?: string | undefined
  readonly descending?: boolean | undefined
}

/** An open table. Its methods may be called side by side; they run one after the other. */
export interface TableReader {
  readonly rows: number
  /** Names of all columns, in the file's order. */
  readonly columnNames: readonly string[]
  /** Some rows. Sorted, equal values keep the file's order, and missing ones come last in either direction. */
  page(offset: number, limit: number, options?: PageOptions): Promise<Cell[][]>
  /** The numbers of the rows of a page. */
  pageRows(offset: number, limit: number, options?: PageOptions): Promise<number[]>
  /** The numbers of all rows, sorted by a column as a page is. @throws StudioError bad-request for a name that isn't there */
  order(sortBy: string, descending: boolean): Promise<Uint32Array>
  /** The rows with these numbers (from 0), in the order asked for. @throws RangeError for one that isn't there */
  rowsAt(rows: readonly number[]): Promise<Cell[][]>
  /** Columns in memory, whole or of some rows. @throws StudioError bad-request for a name that isn't there */
  columns(names: readonly string[], range?: RowRange): Promise<TableColumns>
  /** A date column in milliseconds since 1970, or a number column as it is, NaN where missing; null for other kinds. */
  times(name: string): Promise<{ values: Float64Array; dated: boolean } | null>
  /** A column's texts as they were in the file, whatever its kind. @throws StudioError bad-request for a name that isn't there */
  texts(name: string): Promise<Extract<ColumnValues, { codes: Int32Array }>>
  /** The file, beside its own, of the imported table whose rows were edited; null for an imported table. */
  readonly base: string | null
  /** For each row the row of the base that it was; null for an imported table. */
  sourceRows(): Promise<Uint32Array<ArrayBuffer> | null>
  close(): Promise<void>
}

/** Opens a table's Parquet file, or the one that it was left in. @throws StudioError file-not-found, file-not-readable, and as assertLeftValues */
export async function openTable(parquetPath: string): Promise<TableReader> {
  const path = await fileOfTable(parquetPath)
  await openSource(path)
  const engine = await TableEngine.open({ files: [await valuesOfTable(path)], folder: null })
  try {
    return new StoredTableReader(await openStored(engine, path))
  } catch (error) {
    await engine.close()
    if (error instanceof StudioError) throw error
    throw new StudioError('file-not-readable', { file: basename(parquetPath), path: parquetPath }, { cause: error })
  }
}

class StoredTableReader implements TableReader {
  readonly #table: StoredTable
  /** The row order that was last asked for; scrolling asks for the same one again and again. */
  #order: { readonly key: string; readonly rows: Promise<Uint32Array> } | null = null

  /** The reading of columns that was asked for last. */
  #turn: Promise<unknown> = Promise.resolve()
  #sourceRows: Promise<Uint32Array<ArrayBuffer> | null> | null = null

  constructor(table: StoredTable) {
    this.#table = table
  }

  get rows(): number {
    return this.#table.rows
  }

  get columnNames(): readonly string[] {
    return this.#table.layout.columns.map(({ name }) => name)
  }

  page(offset: number, limit: number, options: PageOptions = {}): Promise<Cell[][]> {
    return this.#unchanged(() => this.#page(offset, limit, options))
  }

  rowsAt(rows: readonly number[]): Promise<Cell[][]> {
    return this.#unchanged(() => this.#rowsAt(rows))
  }

  /** Values that were left where they are have to be the same before they are read and after that. */
  async #unchanged<T>(read: () => Promise<T>): Promise<T> {
    const { left } = this.#table
    if (left === undefined) return read()
    await assertLeftValues(left)
    const answer = await read().catch(async (error: unknown) => {
      await assertLeftValues(left)
      throw error
    })
    await assertLeftValues(left)
    return answer
  }

  async #page(offset: number, limit: number, options: PageOptions): Promise<Cell[][]> {
    const [from, to] = this.#range(offset, limit)
    if (from >= to) return []
    if (options.sortBy === undefined) {
      const range = `file_row_number >= ${from} AND file_row_number < ${to}`
      return readCells(this.#table, `WHERE ${range} ORDER BY file_row_number`)
    }
    return this.#rowsAt(await this.#pageRows(offset, limit, options))
  }

  pageRows(offset: number, limit: number, options: PageOptions = {}): Promise<number[]> {
    return this.#unchanged(() => this.#pageRows(offset, limit, options))
  }

  async #pageRows(offset: number, limit: number, options: PageOptions): Promise<number[]> {
    const [from, to] = this.#range(offset, limit)
    if (from >= to) return []
    if (options.sortBy === undefined) return Array.from({ length: to - from }, (_, at) => from + at)
    const order = await this.order(options.sortBy, options.descending ?? false)
    return [...order.subarray(from, to)]
  }

  async #rowsAt(rows: readonly number[]): Promise<Cell[][]> {
    const wrong = rows.find((row) => !Number.isInteger(row) || row < 0 || row >= this.rows)
    if (wrong !== undefined) throw new RangeError(`row ${wrong} is not one of ${this.rows}`)
    const asked = [...new Set(rows)].sort((a, b) => a - b)
    if (asked.length === 0) return []
    const found = await readCells(
      this.#table,
      `WHERE file_row_number IN (${asked.join(', ')}) ORDER BY file_row_number`,
    )
    const byRow = new Map(asked.map((row, i) => [row, found[i]!]))
    return rows.map((row) => byRow.get(row)!)
  }

  get base(): string | null {
    return this.#table.layout.base ?? null
  }

  sourceRows(): Promise<Uint32Array<ArrayBuffer> | null> {
    this.#sourceRows ??= readSourceRows(this.#table)
    return this.#sourceRows
  }

  texts(name: string): Promise<Extract<ColumnValues, { codes: Int32Array }>> {
    return this.#inTurn(() => {
      const { column, position } = this.#column(name)
      return readCodes(this.#table, column, position)
    })
  }

  columns(names: readonly string[], range: RowRange = { from: 0, to: this.rows }): Promise<TableColumns> {
    return this.#inTurn(() => this.#readColumns(names, range))
  }

  /** Reading texts takes several queries that belong together: another reading must not come between them. */
  #inTurn<T>(read: () => Promise<T>): Promise<T> {
    const answer = this.#turn.then(() => this.#unchanged(read))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  async #readColumns(names: readonly string[], range: RowRange): Promise<TableColumns> {
    const columns = new Map<string, ColumnValues>()
    for (const name of names) {
      const { column, position } = this.#column(name)
      if (column.kind === 'number') {
        const [values] = await readNumbers(this.#table, [column], undefined, range)
        columns.set(name, { kind: 'number', values: values! })
      } else {
        const codes = await readCodes(this.#table, column, position, undefined, range)
        columns.set(name, codes.kind === 'date' ? { ...codes, formats: column.dateFormats } : codes)
      }
    }
    return { rows: range.to - range.from, columns }
  }

  times(name: string): Promise<{ values: Float64Array; dated: boolean } | null> {
    return this.#unchanged(() => this.#times(name))
  }

  async #times(name: string): Promise<{ values: Float64Array; dated: boolean } | null> {
    const { column } = this.#column(name)
    const dated = column.kind === 'date'
    if (!dated && column.kind !== 'number') return null
    const [values = new Float64Array(0)] = await readNumbers(this.#table, [column])
    // Stored in microseconds.
    return { values: dated ? values.map((time) => time / 1000) : values, dated }
  }

  async close(): Promise<void> {
    await this.#turn
    await this.#table.engine.close()
  }

  /** The first row of a page, and the one after its last. */
  #range(offset: number, limit: number): readonly [from: number, to: number] {
    const from = Math.max(0, Math.floor(offset))
    return [from, Math.min(this.rows, from + Math.max(0, Math.floor(limit)))]
  }

  #column(name: string) {
    const { columns } = this.#table.layout
    const position = columns.findIndex((column) => column.name === name)
    const column = columns[position]
    if (column === undefined) throw new StudioError('bad-request', { message: `no column named ${name}` })
    return { column, position }
  }

  order(name: string, descending: boolean): Promise<Uint32Array> {
    const key = `${descending ? 'down' : 'up'} ${name}`
    if (this.#order?.key !== key) {
      const rows = this.#readOrder(name, descending)
      this.#order = { key, rows }
      rows.catch(() => (this.#order = null))
    }
    return this.#order.rows
  }

  async #readOrder(name: string, descending: boolean): Promise<Uint32Array> {
    const { column, position } = this.#column(name)
    const by =
      column.kind === 'number' || column.kind === 'date'
        ? sqlName(column.field)
        : textSql(column, position, this.#table.layout)
    const direction = descending ? 'DESC' : 'ASC'
    const order = new Uint32Array(this.rows)
    let filled = 0
    await this.#table.engine.chunks(
      `SELECT file_row_number FROM ${this.#table.relation} ORDER BY ${by} ${direction} NULLS LAST, file_row_number`,
      (chunk) => {
        for (const row of chunk.getColumnValues(0)) order[filled++] = Number(row)
      },
    )
    return order
  }
}
