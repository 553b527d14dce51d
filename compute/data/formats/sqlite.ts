/** SQLite files: one of their tables, read by SQLite itself. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import { assertColumns, named } from '../dialect/table-head.ts'
import { longestLineBytes } from '../source/read-through.ts'
import type { SourceFile } from '../source/source-file.ts'
import {
  type DatabaseTable,
  type ListedTables,
  type StoredCell,
  binaryCell,
  endlessCell,
  hasRows,
  listTables,
  mostRows,
  tableRows,
} from '../sqlite/database-tables.ts'
import { type Database, withDatabase } from '../sqlite/open-database.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import { listedNames } from './listed-names.ts'
import type { FormatChoice, FormatHead, ReadJob, ReadRows, TableFormatReader } from './table-format.ts'
import { headRows, typedColumns, typedHead } from './typed-head.ts'

const rowsAtOnce = 1000

export const sqliteFormat: TableFormatReader = {
  recognises: (head) => head.subarray(0, 16).toString('latin1') === 'SQLite format 3\0',
  async open(source, choice) {
    const folder = await mkdtemp(join(tmpdir(), 'modelwright-look-'))
    try {
      const { head, table } = await withDatabase(source, join(folder, 'copy.sqlite'), (database) =>
        look(source, database, choice),
      )
      return { head, read: (job) => readTable(source, head, table, job) }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** The chosen table and its beginning. */
function look(source: SourceFile, database: Database, choice: FormatChoice) {
  const listed = listTables(database)
  const table = chosenTable(source, database, listed, choice.part)
  assertColumns(source, table.columns.length)
  const most = headRows(table.columns.length)
  const rows: (string | null)[][] = []
  let whole = true
  for (const row of tableRows(database, table)) {
    if (rows.length === most) {
      whole = false
      break
    }
    rows.push(row.map((cell) => cellText(source, cell, rows.length + 1)))
  }
  const found = {
    columns: typedColumns(table.columns),
    rows,
    wholeFileRead: whole,
    estimatedRows: whole ? rows.length : mostRows(database, table),
    parts: listed.tables.map(({ name }) => name),
    part: table.name,
    notices: [
      ...(listed.others === 0 ? [] : [message('data.inspection.viewsLeftOut', { count: listed.others })]),
      ...computedMessages(table),
    ],
  }
  return { head: typedHead(source, found, choice.dialect), table }
}

/** The table that was asked for, or the first that has rows. */
function chosenTable(
  source: SourceFile,
  database: Database,
  { tables }: ListedTables,
  part: string | undefined,
): DatabaseTable {
  const readable = tables.filter(({ columns }) => columns.length > 0)
  const chosen =
    part === undefined
      ? (readable.find((table) => hasRows(database, table)) ?? readable[0])
      : readable.find(({ name }) => name === part)
  if (chosen !== undefined) return chosen
  throw part === undefined
    ? new StudioError('no-tables-inside', named(source))
    : new StudioError('part-not-found', { ...named(source), part })
}

function readTable(source: SourceFile, head: FormatHead, table: DatabaseTable, job: ReadJob): Promise<ReadRows> {
  return withDatabase(source, job.file('copy.sqlite'), (database) => {
    let binary = 0
    const rows = (_: AbortSignal, onDone: (done: number) => void) => {
      binary = 0
      return allRows(source, database, table, onDone, () => binary++)
    }
    const notices = () => [
      ...computedMessages(table),
      ...(binary === 0 ? [] : [message('data.notice.binaryCells', { count: binary })]),
    ]
    return readCopiedRows({ source, head, rows, nameColumns: () => head.columns, notices }, job)
  })
}

/** Rows in batches, so that others of the thread's tasks have their turn between them. */
async function* allRows(
  source: SourceFile,
  database: Database,
  table: DatabaseTable,
  onDone: (done: number) => void,
  onBinary: () => void,
): AsyncGenerator<TextRow[]> {
  const most = mostRows(database, table)
  let count = 0
  let batch: TextRow[] = []
  for (const cells of tableRows(database, table)) {
    const line = ++count
    // Pages that lead to each other give the same rows again and again.
    if (count > most) throw new StudioError('file-damaged', { ...named(source), format: 'SQLite' })
    for (const cell of cells) if (cell === binaryCell) onBinary()
    batch.push({ cells: cells.map((cell) => cellText(source, cell, line)), line })
    if (batch.length < rowsAtOnce) continue
    onDone(count / most)
    yield batch
    batch = []
  }
  yield batch
}

/** @throws StudioError line-too-long */
function cellText(source: SourceFile, cell: StoredCell, row: number): string | null {
  if (cell === endlessCell) {
    throw new StudioError('line-too-long', { ...named(source), row, limitMb: longestLineBytes >> 20 })
  }
  return cell === binaryCell ? null : cell
}

function computedMessages({ computed }: DatabaseTable): Message[] {
  return computed.length === 0 ? [] : [message('data.notice.computedColumns', listedNames(computed))]
}
