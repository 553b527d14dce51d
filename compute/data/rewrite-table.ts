/**
 * Makes another table of a stored one: written anew, profiled, and given its place among the project's tables.
 *
 * The file that the table came from isn't needed: its texts are stored, or come out of the values. The former table stays:
 * runs may use it.
 */
import { join } from 'node:path'
import { classColumnOf, type ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import { ImportProgress } from './import-progress.ts'
import type { ImportOptions } from './import-table.ts'
import { importNotices } from './profile/import-notices.ts'
import { classesFirst } from './profile/target-candidates.ts'
import { tableFingerprint, tableProfile } from './profile/table-profile.ts'
import { settleTable } from './settle-table.ts'
import { openSource } from './source/source-file.ts'
import { fileOfTable, valuesOfTable } from './storage/left-table.ts'
import { type StoredTable, openStored } from './storage/read-table.ts'
import { publishTable } from './storage/publish-table.ts'
import { TableEngine } from './storage/table-engine.ts'
import { folderError, openWorkFolder, type WorkFolder } from './storage/work-folder.ts'

export interface Rewriting {
  readonly old: StoredTable
  readonly work: WorkFolder
  /** Where the new table is to be written. */
  readonly target: string
  readonly signal: AbortSignal
}

export interface Rewritten {
  /** The row of the old table that a row of the new one was; without, each is where it was. */
  readonly sourceOf?: (row: number) => number
  /** Whether a row of the old table is in the new one; without, all are. */
  readonly keeps?: (row: number) => boolean
}

/** See the file's head. @throws StudioError file-not-found, disk-full, folder-read-only, cancelled */
export async function rewriteTable(
  projectFolder: string,
  table: ImportedTable,
  options: ImportOptions,
  write: (rewriting: Rewriting) => Promise<Rewritten>,
): Promise<ImportedTable> {
  const { signal } = options
  const started = performance.now()
  const progress = new ImportProgress((state) => options.onProgress(state))
  const path = await fileOfTable(join(projectFolder, table.file))
  await openSource(path)
  const work = await openWorkFolder(projectFolder)
  let engine: TableEngine | null = null
  try {
    engine = await TableEngine.open({ files: [await valuesOfTable(path)], folder: work.path })
    const old = await openStored(engine, path, signal)
    const target = work.file('rewritten.parquet')
    const writing = write({ old, work, target, signal })
    const { sourceOf = (row: number) => row, keeps = () => true } = await progress.watch(
      'converting',
      () => engine!.progress(),
      writing,
    )
    const settled = await settleTable(await openStored(engine, target, signal), {
      work,
      mayAddMissing: false,
      signal,
      onProgress: (done) => progress.report('profiling', done),
    })
    const { layout } = settled.stored
    const firstLine = layout.firstLine ?? (layout.dialect.header ? 2 : 1)
    const lineOf = (row: number) => firstLine + sourceOf(row)
    const profile = await tableProfile(settled, { skipped: { count: 0, lines: [] }, mended: false, lineOf }, signal)
    const fingerprint = await tableFingerprint(settled, signal, table.media?.sha256 ?? null)
    progress.report('writing', 0)
    await engine.close()
    if (signal.aborted) throw new StudioError('cancelled')
    const place = await publishTable(work, settled.stored, projectFolder, fingerprint)
    progress.report('writing', 1)
    const kept = importNotices(table.profile.notices, keeps)
    // Pictures and recordings stay where they are, whatever becomes of their table.
    const { stays, ...imported } = table
    const classes = classColumnOf({ media: table.media, profile })
    const targetCandidates = classesFirst(profile.targetCandidates, classes)
    return {
      ...imported,
      ...(stays === undefined || table.media === undefined ? {} : { stays }),
      fingerprint,
      ...place,
      profile: { ...profile, targetCandidates, notices: [...kept, ...profile.notices] },
      importMs: performance.now() - started,
    }
  } catch (error) {
    throw folderError(error, projectFolder)
  } finally {
    await engine?.close()
    await work.remove()
  }
}
