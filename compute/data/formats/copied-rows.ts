/**
 * For formats that our own code takes apart: their rows are written out as plain delimited text, which is then read like
 * any other. Memory stays at a batch of rows whatever the file's size.
 */
import { open } from 'node:fs/promises'
import type { Finding } from '../../spec/health.ts'
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import type { ColumnName } from '../dialect/column-names.ts'
import { assertColumns, named } from '../dialect/table-head.ts'
import { initialLayout } from '../kinds/initial-layout.ts'
import { cleanSyntax, writtenCell } from '../records/clean-copy.ts'
import { longestLineBytes } from '../source/read-through.ts'
import { hashSource } from '../source/hash-source.ts'
import { type SourceFile, assertUnchanged } from '../source/source-file.ts'
import { openStored } from '../storage/read-table.ts'
import { delimitedSql, writeFromTexts } from '../storage/write-table.ts'
import { RowLines } from './row-lines.ts'
import { type FormatHead, type ReadJob, type ReadRows, mendedNotices, noneSkipped } from './table-format.ts'

/** A row as texts, null or empty where missing, and where it is in the file. It may be shorter or longer than the header. */
export interface TextRow {
  readonly cells: readonly (string | null | undefined)[]
  readonly line: number
}

/** Gives a file's rows from the first to the last, batch by batch; `onDone` hears how far it is, from 0 to 1. */
export type RowSupply = (signal: AbortSignal, onDone: (done: number) => void) => AsyncIterable<readonly TextRow[]>

export interface CopiedTable {
  readonly source: SourceFile
  readonly head: FormatHead
  readonly rows: RowSupply
  /** Names for so many columns, where rows turn out to have more than the head showed. */
  nameColumns(count: number): readonly ColumnName[]
  /** What was noticed while all rows went by, and put right. */
  notices(): readonly Message[]
  /** What else was noticed then. */
  findings?(): readonly Finding[]
  /** The SHA-256 of what the rows were read from, once all went by, where the source is no file. */
  sha256?(): string
}

/** Reads a table by way of a copy. @throws StudioError line-too-long, too-many-columns, and what its rows throw */
export async function readCopiedRows(table: CopiedTable, job: ReadJob): Promise<ReadRows> {
  const { source, head } = table
  const { engine, progress, signal } = job
  const known =
    table.sha256 === undefined ? await hashSource(source, signal, (done) => progress.report('reading', done)) : null
  const copy = await writeWholeCopy(table, job).finally(() => signal.aborted || assertUnchanged(source))
  if (copy.rows === 0) throw new StudioError('file-header-only', { ...named(source), columns: copy.columns })
  const columns = copy.columns === head.columns.length ? head.columns : table.nameColumns(copy.columns)
  const rows = head.rows.map((row) => columns.map((_, i) => row[i] ?? ''))
  const layout = initialLayout({ columns, rows }, head.dialect, { ...head.kinds, ...job.kinds })
  const text = {
    path: copy.path,
    syntax: cleanSyntax,
    header: false,
    parallel: !copy.multiline,
    spaces: 'any' as const,
  }
  const target = job.file('copied.parquet')
  await writeFromTexts(engine, delimitedSql(text, columns.length), layout, target, signal)
  const stored = await openStored(engine, target, signal)
  if (stored.rows !== copy.rows) throw new Error(`${copy.rows} rows were copied, ${stored.rows} were read`)
  const { lines } = copy
  return {
    stored,
    sha256: known ?? table.sha256?.() ?? '',
    skipped: noneSkipped,
    mended: false,
    notices: [...mendedNotices([...table.notices(), ...replacedMessage(copy.replaced)]), ...(table.findings?.() ?? [])],
    linesOf: (asked) => Promise.resolve(new Map([...asked].map((row) => [row, lines.lineOf(row)]))),
  }
}

/** A copy with room for the widest row. What is wrong with a file that has changed meanwhile is not for the person to mend. */
async function writeWholeCopy(table: CopiedTable, job: ReadJob): Promise<Copy> {
  const { columns } = table.head
  const copy = await writeCopy(table, columns.length, job, job.file('copy.csv'))
  if (copy.widest === columns.length) return copy
  assertColumns(table.source, copy.widest)
  return writeCopy(table, copy.widest, job, job.file('wider-copy.csv'))
}

interface Copy {
  readonly path: string
  readonly columns: number
  readonly rows: number
  /** Cells of the longest row. */
  readonly widest: number
  readonly multiline: boolean
  /** Characters that no text file can hold, and that were replaced. */
  readonly replaced: number
  readonly lines: RowLines
}

async function writeCopy(table: CopiedTable, columns: number, job: ReadJob, path: string): Promise<Copy> {
  const lines = new RowLines()
  let [rows, widest, replaced] = [0, columns, 0]
  let multiline = false
  const file = await open(path, 'wx')
  try {
    for await (const batch of table.rows(job.signal, (done) => job.progress.report('converting', done))) {
      if (job.signal.aborted) throw new StudioError('cancelled')
      const written: string[] = []
      for (const { cells, line } of batch) {
        widest = Math.max(widest, cells.length)
        // What is still to come is only measured.
        if (widest > columns) continue
        let row = ''
        for (let i = 0; i < columns; i++) row += (i === 0 ? '' : ',') + writtenCell(cells[i] ?? '')
        if (unwritable.test(row)) {
          replaced += row.match(allUnwritable)!.length
          row = row.replace(allUnwritable, '\ufffd')
        }
        assertLength(table.source, row, line)
        multiline ||= /[\r\n]/.test(row)
        written.push(row, '\n')
        lines.add(line)
        rows++
      }
      await file.writeFile(written.join(''))
    }
  } finally {
    await file.close()
  }
  return { path, columns, rows, widest, multiline, replaced, lines }
}

/** NUL, and halves of characters that UTF-16 writes in two. */
const unwritable = /\0|\p{Surrogate}/u
const allUnwritable = /\0|\p{Surrogate}/gu

function assertLength(source: SourceFile, row: string, line: number): void {
  if (3 * row.length <= longestLineBytes || Buffer.byteLength(row) <= longestLineBytes) return
  throw new StudioError('line-too-long', { ...named(source), row: line, limitMb: longestLineBytes >> 20 })
}

function replacedMessage(count: number): Message[] {
  return count === 0 ? [] : [message('data.notice.replacedCharacters', { count })]
}
