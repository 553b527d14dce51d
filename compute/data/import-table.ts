/**
 * Brings a table into a project: its files read, typed, profiled, and stored as Parquet under the table's fingerprint.
 *
 * What is particular to a format is in `formats`. Until the very end everything is in a folder of its own, so an import
 * that is cancelled or fails leaves nothing behind.
 */
import { basename, extname } from 'node:path'
import type { ImportedTable, TableProfile } from '../spec/dataset.ts'
import { byUrgency } from '../spec/health.ts'
import { StudioError } from '../spec/errors.ts'
import type { JobProgress } from '../spec/job.ts'
import type { ImportRequest } from '../spec/table-dialect.ts'
import { named } from './dialect/table-head.ts'
import type { ReadRows } from './formats/table-format.ts'
import { ImportProgress } from './import-progress.ts'
import { type OpenedFiles, openFiles } from './open-files.ts'
import { tableFingerprint, tableProfile } from './profile/table-profile.ts'
import { type FilesJob, readFiles } from './read-files.ts'
import { type SettledTable, settleTable } from './settle-table.ts'
import { type SourceFile, assertUnchanged } from './source/source-file.ts'
import { publishTable } from './storage/publish-table.ts'
import { TableEngine } from './storage/table-engine.ts'
import { folderError, openWorkFolder } from './storage/work-folder.ts'

export interface ImportOptions {
  onProgress(progress: JobProgress): void
  readonly signal: AbortSignal
}

/**
 * Imports a table into the project folder as `datasets/<fingerprint>.parquet`; the same content gives the same file.
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
  const opened = await openFiles(request)
  const sources = opened.files.map(({ source }) => source)
  const work = await openWorkFolder(projectFolder)
  let engine: TableEngine | null = null
  try {
    engine = await TableEngine.open({ files: sources.map(({ path }) => path), folder: work.path })
    const { kinds, skipBadRows, stays } = request
    const job: FilesJob = {
      kinds,
      skipBadRows,
      stays: stays === true && opened.join === null,
      work,
      engine,
      progress,
      signal: options.signal,
    }
    const read = await readFiles(opened, job)
    const table = await finish({ request, opened, job, read, media, projectFolder })
    return { ...table, importMs: performance.now() - started }
  } catch (error) {
    throw await explained(error, sources, projectFolder)
  } finally {
    await engine?.close()
    await work.remove()
  }
}

interface Finishing {
  readonly request: ImportRequest
  readonly opened: OpenedFiles
  readonly job: FilesJob
  readonly read: ReadRows
  readonly media: string | null
  readonly projectFolder: string
}

/** Settles the kinds, profiles, and gives the table its place in the project. */
async function finish({ request, opened, job, read, media, projectFolder }: Finishing): Promise<ImportedTable> {
  const { work, engine, progress, signal } = job
  const [first] = opened.files as [OpenedFiles['files'][number]]
  if (read.stored.rows === 0) {
    throw new StudioError('file-header-only', { ...named(first.source), columns: opened.head.columns.length })
  }
  const settled = await settleTable(read.stored, {
    work,
    mayAddMissing: request.dialect.missing === undefined,
    signal,
    onProgress: (done) => progress.report('profiling', done),
  })
  const facts = { skipped: read.skipped, mended: read.mended, lineOf: await lineFinder(read, settled) }
  const profile = withNotices(await tableProfile(settled, facts, signal), read)
  const fingerprint = await tableFingerprint(settled, signal, media)
  for (const { source } of opened.files) await assertUnchanged(source)
  progress.report('writing', 0)
  await engine.close()
  if (signal.aborted) throw new StudioError('cancelled')
  const place = await publishTable(work, settled.stored, projectFolder, fingerprint)
  progress.report('writing', 1)
  return {
    name: request.name ?? basename(first.source.fileName, extname(first.source.fileName)),
    source: sourceRecord(opened, read, request.fileColumn),
    dialect: settled.stored.layout.dialect,
    fingerprint,
    ...place,
    profile,
    importMs: 0,
  }
}

/** Where the table came from. */
function sourceRecord(
  { files, head }: OpenedFiles,
  { sha256 }: ReadRows,
  fileColumn: string | undefined,
): ImportedTable['source'] {
  const [first, ...further] = files as [OpenedFiles['files'][number], ...OpenedFiles['files']]
  return {
    path: first.source.path,
    bytes: files.reduce((sum, { source }) => sum + source.bytes, 0),
    modifiedAt: Math.max(...files.map(({ source }) => source.modifiedAt)),
    sha256,
    format: first.format,
    ...(head.part === null ? {} : { part: head.part }),
    ...(further.length === 0 ? {} : { furtherPaths: further.map(({ source }) => source.path) }),
    ...(fileColumn === undefined ? {} : { fileColumn }),
  }
}

/** The profile with what was noticed on the way from the files. */
function withNotices(profile: TableProfile, { notices }: ReadRows): TableProfile {
  const all = [...notices, ...profile.notices]
  return { ...profile, notices: all.sort(byUrgency) }
}

/** From a row to its line in the file, for the rows that messages name. */
async function lineFinder(read: ReadRows, { analyses }: SettledTable): Promise<(row: number) => number> {
  const rows = new Set(
    [...analyses.values()].flatMap(({ unparsed }) => (unparsed === null ? [] : [unparsed.firstIndex])),
  )
  const lines = await read.linesOf(rows)
  return (row) => lines.get(row) ?? row + 1
}

/** What a person is told of an error that isn't one of ours. */
async function explained(error: unknown, sources: readonly SourceFile[], projectFolder: string): Promise<unknown> {
  const known = folderError(error, projectFolder)
  if (known instanceof StudioError) return known
  for (const source of sources) await assertUnchanged(source)
  const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
  return new StudioError('import-failed', { ...named(sources[0]!), reason }, { cause: error })
}
