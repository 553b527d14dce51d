/**
 * Delimited text (CSV, TSV and the like): proved to be text and hashed in one pass, then read by DuckDB.
 *
 * A file that DuckDB refuses is scanned to find out what is wrong with it, and put right where nothing is lost by that.
 */
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import { type TableHead, faultError, named, readTableHead } from '../dialect/table-head.ts'
import { initialLayout } from '../kinds/initial-layout.ts'
import { type CleanCopyOptions, cleanSyntax, writeCleanCopy } from '../records/clean-copy.ts'
import { countRows, locateRows } from '../records/locate-rows.ts'
import { mayBeRegular, readRegular } from '../regular/read-regular.ts'
import { type PlainText, readPlainText } from '../source/plain-text.ts'
import { longestLineBytes } from '../source/read-through.ts'
import { type SourceFile, assertUnchanged } from '../source/source-file.ts'
import { type StoredTable, openStored } from '../storage/read-table.ts'
import type { TableLayout } from '../storage/table-layout.ts'
import { type DelimitedText, writeFromTable, writeFromText } from '../storage/write-table.ts'
import { type ReadJob, type ReadRows, type TableFormatReader, noneSkipped } from './table-format.ts'

export const delimitedFormat: TableFormatReader = {
  // Whatever is nothing else; what is no text at all is refused when it is looked at.
  recognises: () => true,
  async open(source, { dialect }) {
    const head = await readTableHead(source, dialect)
    return {
      head: { ...head, parts: [], part: null, notices: unevenNotices(head) },
      read: (job) => readDelimited(source, head, job),
    }
  },
}

function unevenNotices(head: TableHead): Message[] {
  const [first] = head.uneven
  if (first === undefined) return []
  const rows = head.uneven.slice(0, 5).map(({ line }) => line)
  const params = { count: head.uneven.length, rows: rows.join(', '), columns: head.columns.length, cells: first.cells }
  return [message('data.inspection.unevenRows', params)]
}

/** Everything that the steps of one reading share. */
interface TextJob extends ReadJob {
  readonly source: SourceFile
  readonly head: TableHead
  readonly plain: PlainText
  readonly layout: TableLayout
}

type TextRows = Pick<ReadRows, 'stored' | 'skipped' | 'mended'>

async function readDelimited(source: SourceFile, head: TableHead, job: ReadJob): Promise<ReadRows> {
  return (await readAtOnce(source, head, job)) ?? readCarefully(source, head, job)
}

/** Larger texts are left to SQL: what is gained by one pass is gained where all that it sees fits into memory. */
const [mostRegularRows, mostRegularBytes] = [2_000_000, 1e9]

/** Reads a regular text in one pass; null where it isn't one. */
async function readAtOnce(source: SourceFile, head: TableHead, job: ReadJob): Promise<ReadRows | null> {
  const { engine, signal, progress } = job
  const firstLine = head.dialect.header ? 2 : 1
  const layout = { ...initialLayout(head, head.dialect, job.kinds), firstLine }
  const isSmall = head.estimatedRows <= mostRegularRows && source.bytes <= mostRegularBytes
  if (!isSmall || head.multiline || head.lineEnd !== 0x0a || head.uneven.length > 0 || !mayBeRegular(layout))
    return null
  const target = job.file('regular.parquet')
  progress.report('reading', 0)
  const { estimatedRows } = head
  const onBytes = (done: number) => progress.report('converting', done / source.bytes)
  const read = await readRegular({
    ...{ source, syntax: head.dialect, layout, estimatedRows, target, signal, onBytes },
  })
  await assertUnchanged(source)
  if (read === null) return null
  return {
    stored: { ...(await openStored(engine, target, signal)), seen: read.seen },
    sha256: read.sha256,
    ...{ skipped: noneSkipped, mended: false, notices: [] },
    linesOf: async (rows) => new Map([...rows].map((row) => [row, firstLine + row])),
  }
}

async function readCarefully(source: SourceFile, head: TableHead, job: ReadJob): Promise<ReadRows> {
  const plain = await readPlainText(source, {
    encoding: head.dialect.encoding,
    certain: head.encodingCertain,
    copyPath: job.file('text.csv'),
    lineEnd: head.lineEnd,
    syntax: head.dialect,
    signal: job.signal,
    onBytes: (done) => job.progress.report('reading', done / source.bytes),
  })
  const layout = initialLayout(head, { ...head.dialect, encoding: plain.encoding }, job.kinds)
  const text: TextJob = { ...job, source, head, plain, layout }
  const read = await readRows(text)
  const { firstLine } = read.stored.layout
  return {
    ...read,
    sha256: plain.sha256,
    notices: [],
    linesOf: async (rows) => {
      if (firstLine !== null) return new Map([...rows].map((row) => [row, firstLine + row]))
      return rows.size === 0 ? new Map() : locateRows(plain.text, rows, scanOptions(text))
    },
  }
}

async function readRows(job: TextJob): Promise<TextRows> {
  const { head, plain, engine, signal } = job
  // Where each line is a row, a row's line needs no looking for later.
  const firstLine = plain.gapless && !head.multiline ? (head.dialect.header ? 2 : 1) : null
  const layout = { ...job.layout, firstLine }
  const text: DelimitedText = {
    path: plain.text.path,
    syntax: head.dialect,
    header: head.dialect.header,
    parallel: !head.multiline,
    // What stands at the ends of lines inside of cells clings to them as well.
    spaces: plain.oddSpaces || head.multiline ? 'any' : 'plain',
  }
  const path = job.file('rows.parquet')
  if (!(await isAccepted(job, text, layout, path))) return readCleaned(job)
  const stored = await openStored(engine, path, signal)
  const headerLines = head.dialect.header ? 1 : 0
  if (plain.filledLines === stored.rows + headerLines) return { stored, skipped: noneSkipped, mended: false }
  // Some rows span lines, or lines were taken for rows that are none: our own scanner is the judge.
  if ((await countRows(plain.text, scanOptions(job))) !== stored.rows) return readCleaned(job)
  if (text.spaces === 'plain') return readSpanning(job, text)
  return { stored: await withoutLines(job, stored), skipped: noneSkipped, mended: false }
}

/** The table once more, since its cells turned out to span lines. */
async function readSpanning(job: TextJob, text: DelimitedText): Promise<TextRows> {
  const path = job.file('rows-with-lines.parquet')
  const layout = { ...job.layout, firstLine: null }
  if (!(await isAccepted(job, { ...text, spaces: 'any' }, layout, path))) return readCleaned(job)
  return { stored: await openStored(job.engine, path, job.signal), skipped: noneSkipped, mended: false }
}

/** The table again, no longer saying that each line is a row. */
async function withoutLines({ engine, layout, signal, ...job }: TextJob, stored: StoredTable): Promise<StoredTable> {
  const renumbered = job.file('rows-over-lines.parquet')
  await writeFromTable(engine, stored, new Set(), { ...layout, firstLine: null }, renumbered, signal)
  return openStored(engine, renumbered, signal)
}

/** Lets DuckDB read the text; false if it refuses. */
async function isAccepted(job: TextJob, text: DelimitedText, layout: TableLayout, target: string): Promise<boolean> {
  const { engine, progress, signal, source } = job
  try {
    const writing = writeFromText(engine, text, layout, target, signal)
    await progress.watch('converting', () => engine.progress(), writing)
    await assertUnchanged(source)
    return true
  } catch (error) {
    if (error instanceof StudioError || !(error instanceof Error)) throw error
    if (/out of memory/i.test(error.message)) throw error
    await assertUnchanged(source)
    return false
  }
}

/** Finds out what DuckDB minded, and reads a copy without it where that loses nothing but rows the person gave up. */
async function readCleaned(job: TextJob): Promise<TextRows> {
  const { head, plain, engine, source, signal } = job
  const path = job.file('clean.csv')
  const copy = await writeCleanCopy(plain.text, path, scanOptions(job))
  await assertUnchanged(source)
  if (copy.fault !== null) throw faultError(source, copy.fault)
  const { count, lines, cells } = copy.uneven
  const columns = head.columns.length
  if (count > 0 && !job.skipBadRows) {
    throw new StudioError('row-lengths-differ', { ...named(source), count, rows: lines.join(', '), columns, cells })
  }
  if (copy.rows === 0) throw new StudioError('file-header-only', { ...named(source), columns })
  const text: DelimitedText = { path, syntax: cleanSyntax, header: false, parallel: !copy.multiline, spaces: 'any' }
  const target = job.file('clean.parquet')
  const writing = writeFromText(engine, text, job.layout, target, signal)
  await job.progress.watch('converting', () => engine.progress(), writing)
  const stored = await openStored(engine, target, signal)
  if (stored.rows !== copy.rows) throw new Error(`${copy.rows} rows were copied, ${stored.rows} were read`)
  return { stored, skipped: { count, lines }, mended: count === 0 }
}

function scanOptions({ head, signal }: TextJob): CleanCopyOptions {
  return {
    syntax: head.dialect,
    header: head.dialect.header,
    columns: head.columns.length,
    longestRecordBytes: longestLineBytes,
    signal,
  }
}
