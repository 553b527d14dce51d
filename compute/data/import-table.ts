/**
 * Brings a delimited text file into a project: read, typed, profiled, and stored as Parquet under its fingerprint.
 *
 * The file is proved to be text and hashed in one pass, then read by DuckDB. A file that DuckDB refuses is scanned to
 * find out what is wrong with it, and put right where nothing is lost by that. Until the very end everything is in a
 * folder of its own, so an import that is cancelled or fails leaves nothing behind.
 */
import { basename, extname, join } from 'node:path'
import type { ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { JobProgress } from '../spec/job.ts'
import type { ImportRequest } from '../spec/table-dialect.ts'
import { type TableHead, faultError, named, readTableHead } from './dialect/table-head.ts'
import { ImportProgress } from './import-progress.ts'
import { initialLayout } from './kinds/initial-layout.ts'
import { type CleanCopyOptions, cleanSyntax, writeCleanCopy } from './records/clean-copy.ts'
import { countRows, locateRows } from './records/locate-rows.ts'
import { tableFingerprint, tableProfile } from './profile/table-profile.ts'
import { type PlainText, readPlainText } from './source/plain-text.ts'
import { longestLineBytes } from './source/read-through.ts'
import { type SourceFile, assertUnchanged, openSource } from './source/source-file.ts'
import { type SettledTable, settleTable } from './settle-table.ts'
import { type StoredTable, openStored } from './storage/read-table.ts'
import { TableEngine } from './storage/table-engine.ts'
import type { TableLayout } from './storage/table-layout.ts'
import { type WorkFolder, datasetsFolder, folderError, openWorkFolder } from './storage/work-folder.ts'
import { type DelimitedText, writeFromTable, writeFromText } from './storage/write-table.ts'

export interface ImportOptions {
  onProgress(progress: JobProgress): void
  readonly signal: AbortSignal
}

/**
 * Imports a file into the project folder as `datasets/<fingerprint>.parquet`; the same content gives the same file.
 * @param media the fingerprint of files that its cells name: they are part of its content
 * @throws StudioError of the import group, disk-full, folder-read-only, project-not-found, cancelled
 */
export async function importTable(
  request: ImportRequest,
  projectFolder: string,
  options: ImportOptions,
  media: string | null = null,
): Promise<ImportedTable> {
  const started = performance.now()
  const progress = new ImportProgress((state) => options.onProgress(state))
  const source = await openSource(request.path)
  const head = await readTableHead(source, request.dialect)
  const work = await openWorkFolder(projectFolder)
  let engine: TableEngine | null = null
  try {
    const plain = await readPlainText(source, {
      encoding: head.dialect.encoding,
      certain: head.encodingCertain,
      copyPath: work.file('text.csv'),
      lineEnd: head.lineEnd,
      signal: options.signal,
      onBytes: (done) => progress.report('reading', done / source.bytes),
    })
    engine = await TableEngine.open({ files: [plain.text.path], folder: work.path })
    const layout = initialLayout(head, { ...head.dialect, encoding: plain.encoding }, request.kinds)
    const job: ImportJob = {
      request,
      media,
      source,
      head,
      plain,
      layout,
      work,
      engine,
      progress,
      signal: options.signal,
    }
    const read = await readRows(job)
    return await finish(job, read, projectFolder, started)
  } catch (error) {
    throw await explained(error, source, projectFolder)
  } finally {
    await engine?.close()
    await work.remove()
  }
}

/** Everything that the steps of one import share. */
interface ImportJob {
  readonly request: ImportRequest
  readonly media: string | null
  readonly source: SourceFile
  readonly head: TableHead
  readonly plain: PlainText
  readonly layout: TableLayout
  readonly work: WorkFolder
  readonly engine: TableEngine
  readonly progress: ImportProgress
  readonly signal: AbortSignal
}

/** The file's rows as a first Parquet file, and what had to be done to get them. */
interface ReadRows {
  readonly stored: StoredTable
  readonly skipped: { readonly count: number; readonly lines: readonly number[] }
  readonly mended: boolean
}

async function readRows(job: ImportJob): Promise<ReadRows> {
  const { head, plain, work, engine, signal } = job
  // Where each line is a row, a row's line needs no looking for later.
  const firstLine = plain.gapless && !head.multiline ? (head.dialect.header ? 2 : 1) : null
  const layout = { ...job.layout, firstLine }
  const text: DelimitedText = {
    path: plain.text.path,
    syntax: head.dialect,
    header: head.dialect.header,
    parallel: !head.multiline,
  }
  const path = work.file('rows.parquet')
  if (!(await isAccepted(job, text, layout, path))) return readCleaned(job)
  const stored = await openStored(engine, path, signal)
  const headerLines = head.dialect.header ? 1 : 0
  if (plain.filledLines === stored.rows + headerLines) return { stored, skipped: noneSkipped, mended: false }
  // Some rows span lines, or lines were taken for rows that are none: our own scanner is the judge.
  if ((await countRows(plain.text, scanOptions(job))) !== stored.rows) return readCleaned(job)
  const renumbered = work.file('rows-over-lines.parquet')
  await writeFromTable(engine, stored, new Set(), { ...layout, firstLine: null }, renumbered, signal)
  return { stored: await openStored(engine, renumbered, signal), skipped: noneSkipped, mended: false }
}

const noneSkipped = { count: 0, lines: [] }

/** Lets DuckDB read the text; false if it refuses. */
async function isAccepted(job: ImportJob, text: DelimitedText, layout: TableLayout, target: string): Promise<boolean> {
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
async function readCleaned(job: ImportJob): Promise<ReadRows> {
  const { head, plain, work, engine, request, source, signal } = job
  const path = work.file('clean.csv')
  const copy = await writeCleanCopy(plain.text, path, scanOptions(job))
  await assertUnchanged(source)
  if (copy.fault !== null) throw faultError(source, copy.fault)
  const { count, lines, cells } = copy.uneven
  const columns = head.columns.length
  if (count > 0 && !request.skipBadRows) {
    throw new StudioError('row-lengths-differ', { ...named(source), count, rows: lines.join(', '), columns, cells })
  }
  if (copy.rows === 0) throw new StudioError('file-header-only', { ...named(source), columns })
  const text: DelimitedText = { path, syntax: cleanSyntax, header: false, parallel: !copy.multiline }
  const target = work.file('clean.parquet')
  await job.progress.watch(
    'converting',
    () => engine.progress(),
    writeFromText(engine, text, job.layout, target, signal),
  )
  const stored = await openStored(engine, target, signal)
  if (stored.rows !== copy.rows) throw new Error(`${copy.rows} rows were copied, ${stored.rows} were read`)
  return { stored, skipped: { count, lines }, mended: count === 0 }
}

function scanOptions({ head, signal }: ImportJob): CleanCopyOptions {
  return {
    syntax: head.dialect,
    header: head.dialect.header,
    columns: head.columns.length,
    longestRecordBytes: longestLineBytes,
    signal,
  }
}

/** Settles the kinds, profiles, and gives the table its place in the project. */
async function finish(job: ImportJob, read: ReadRows, projectFolder: string, started: number): Promise<ImportedTable> {
  const { request, source, head, plain, work, engine, progress, signal } = job
  if (read.stored.rows === 0) {
    throw new StudioError('file-header-only', { ...named(source), columns: head.columns.length })
  }
  const settled = await settleTable(read.stored, {
    work,
    mayAddMissing: request.dialect.missing === undefined,
    signal,
    onProgress: (done) => progress.report('profiling', done),
  })
  const lineOf = await lineFinder(job, settled)
  const profile = await tableProfile(settled, { ...read, lineOf }, signal)
  const fingerprint = await tableFingerprint(settled, signal, job.media)
  await assertUnchanged(source)
  progress.report('writing', 0)
  await engine.close()
  if (signal.aborted) throw new StudioError('cancelled')
  const file = `${datasetsFolder}/${fingerprint}.parquet`
  await work.publish(settled.stored.path, `${fingerprint}.parquet`)
  const { bytes: fileBytes } = await openSource(join(projectFolder, file))
  progress.report('writing', 1)
  return {
    name: request.name ?? basename(source.fileName, extname(source.fileName)),
    source: { path: source.path, bytes: source.bytes, modifiedAt: source.modifiedAt, sha256: plain.sha256 },
    dialect: settled.stored.layout.dialect,
    fingerprint,
    file,
    fileBytes,
    profile,
    importMs: performance.now() - started,
  }
}

/** From a row to its line in the file, for the rows that messages name. */
async function lineFinder(job: ImportJob, { stored, analyses }: SettledTable): Promise<(row: number) => number> {
  const { firstLine } = stored.layout
  if (firstLine !== null) return (row) => firstLine + row
  const rows = new Set(
    [...analyses.values()].flatMap(({ unparsed }) => (unparsed === null ? [] : [unparsed.firstIndex])),
  )
  const lines = rows.size === 0 ? new Map<number, number>() : await locateRows(job.plain.text, rows, scanOptions(job))
  return (row) => lines.get(row) ?? row + 1
}

/** What a person is told of an error that isn't one of ours. */
async function explained(error: unknown, source: SourceFile, projectFolder: string): Promise<unknown> {
  const known = folderError(error, projectFolder)
  if (known instanceof StudioError) return known
  await assertUnchanged(source)
  const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
  return new StudioError('import-failed', { ...named(source), reason }, { cause: error })
}
