/**
 * Reads some columns of an imported table as another kind: a new file, fingerprint and profile from the stored one.
 *
 * The file that the table came from isn't needed: its texts are stored, or come out of the values.
 */
import { join } from 'node:path'
import type { ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { ColumnKind } from '../spec/table-dialect.ts'
import { ImportProgress } from './import-progress.ts'
import type { ImportOptions } from './import-table.ts'
import { forms } from './kinds/initial-layout.ts'
import { sampleTexts } from './profile/analyse-texts.ts'
import { isImportNotice } from './profile/import-notices.ts'
import { tableFingerprint, tableProfile } from './profile/table-profile.ts'
import { settleTable } from './settle-table.ts'
import { openSource } from './source/source-file.ts'
import { type StoredTable, openStored } from './storage/read-table.ts'
import { TableEngine } from './storage/table-engine.ts'
import type { TableLayout } from './storage/table-layout.ts'
import { datasetsFolder, folderError, openWorkFolder } from './storage/work-folder.ts'
import { writeFromTable } from './storage/write-table.ts'

/**
 * Gives columns the kinds that a person chose; the other columns keep theirs. The former file is left: runs may use it.
 * @throws StudioError file-not-found, disk-full, folder-read-only, cancelled
 */
export async function reprofileTable(
  projectFolder: string,
  table: ImportedTable,
  kinds: Record<string, ColumnKind>,
  options: ImportOptions,
): Promise<ImportedTable> {
  const { signal } = options
  const started = performance.now()
  const progress = new ImportProgress((state) => options.onProgress(state))
  const path = join(projectFolder, table.file)
  await openSource(path)
  const work = await openWorkFolder(projectFolder)
  let engine: TableEngine | null = null
  try {
    engine = await TableEngine.open({ files: [path], folder: work.path })
    const old = await openStored(engine, path, signal)
    const { layout, changed } = await chosenLayout(old, kinds, signal)
    const target = work.file('chosen.parquet')
    const writing = writeFromTable(engine, old, changed, layout, target, signal)
    await progress.watch('converting', () => engine!.progress(), writing)
    const settled = await settleTable(await openStored(engine, target, signal), {
      work,
      mayAddMissing: false,
      signal,
      onProgress: (done) => progress.report('profiling', done),
    })
    const firstLine = layout.firstLine ?? (layout.dialect.header ? 2 : 1)
    const facts = { skipped: { count: 0, lines: [] }, mended: false, lineOf: (row: number) => firstLine + row }
    const profile = await tableProfile(settled, facts, signal)
    const fingerprint = await tableFingerprint(settled, signal, table.media?.sha256 ?? null)
    progress.report('writing', 0)
    await engine.close()
    if (signal.aborted) throw new StudioError('cancelled')
    const file = `${datasetsFolder}/${fingerprint}.parquet`
    await work.publish(settled.stored.path, `${fingerprint}.parquet`)
    const { bytes: fileBytes } = await openSource(join(projectFolder, file))
    progress.report('writing', 1)
    const kept = table.profile.notices.filter(({ text }) => isImportNotice(text))
    return {
      ...table,
      fingerprint,
      file,
      fileBytes,
      profile: { ...profile, notices: [...kept, ...profile.notices] },
      importMs: performance.now() - started,
    }
  } catch (error) {
    throw folderError(error, projectFolder)
  } finally {
    await engine?.close()
    await work.remove()
  }
}

async function chosenLayout(
  old: StoredTable,
  kinds: Readonly<Record<string, ColumnKind>>,
  signal: AbortSignal,
): Promise<{ layout: TableLayout; changed: Set<number> }> {
  const changed = new Set<number>()
  const columns = []
  for (const [position, column] of old.layout.columns.entries()) {
    const kind = Object.hasOwn(kinds, column.name) ? kinds[column.name] : undefined
    if (kind === undefined || kind === column.kind) {
      columns.push(kind === undefined ? column : { ...column, chosen: true })
      continue
    }
    changed.add(position)
    const texts = await sampleTexts(old, position, signal)
    columns.push({ ...column, kind, chosen: true, ...forms(column.name, kind, texts, old.layout.dialect) })
  }
  return { layout: { ...old.layout, columns }, changed }
}
