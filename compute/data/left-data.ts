/** What a dataset has left where it was, files or values: copied into the project, or found in another place. */
import { rm, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import { copyLeftFiles } from './files/copy-left-files.ts'
import { findLeftFiles } from './files/find-left-files.ts'
import { ImportProgress } from './import-progress.ts'
import type { ImportOptions } from './import-table.ts'
import { hashSource } from './source/hash-source.ts'
import { assertUnchanged, openSource } from './source/source-file.ts'
import { withinTime } from './source/within-time.ts'
import { assertLeftValues, copyOf, readLeftIndex } from './storage/left-table.ts'
import { parquetTextsSql } from './storage/parquet-texts.ts'
import { TableEngine } from './storage/table-engine.ts'
import { folderError, openWorkFolder } from './storage/work-folder.ts'
import { writeFromTexts } from './storage/write-table.ts'

/**
 * Copies it into the project. Cancelled or failed, all is as it was before.
 * @throws StudioError left-source-missing, left-file-missing, left-file-changed, disk-full, folder-read-only, cancelled
 */
export async function copyLeft(
  projectFolder: string,
  table: ImportedTable,
  options: ImportOptions,
): Promise<ImportedTable> {
  const { stays, ...copied } = table
  if (stays === undefined) return table
  if (table.media !== undefined) return { ...copied, media: await copyLeftFiles(projectFolder, table.media, options) }
  return { ...copied, ...(await copyLeftValues(projectFolder, table.file, options)) }
}

async function copyLeftValues(projectFolder: string, file: string, options: ImportOptions) {
  const { signal } = options
  const progress = new ImportProgress((state) => options.onProgress({ ...state, stage: 'writing' }))
  const index = join(projectFolder, file)
  const { layout, ...left } = await readLeftIndex(index)
  await assertLeftValues(left)
  const source = await openSource(left.source.path)
  const sha256 = await hashSource(source, signal, (done) => progress.report('reading', done))
  if (sha256 !== left.source.sha256) {
    throw new StudioError('left-file-changed', { file: source.fileName, path: source.path })
  }
  const work = await openWorkFolder(projectFolder)
  let engine: TableEngine | null = null
  try {
    engine = await TableEngine.open({ files: [source.path], folder: work.path })
    const target = work.file('copied.parquet')
    const writing = writeFromTexts(engine, parquetTextsSql(source.path, left.types), layout, target, signal)
    await progress.watch('converting', () => engine!.progress(), writing)
    await assertUnchanged(source)
    await engine.close()
    if (signal.aborted) throw new StudioError('cancelled')
    await work.publish(target, basename(copyOf(index)))
  } catch (error) {
    throw folderError(error, projectFolder)
  } finally {
    await engine?.close()
    await work.remove()
  }
  progress.report('writing', 1)
  await rm(index, { force: true }).catch(() => undefined)
  return { file: copyOf(file), fileBytes: (await openSource(copyOf(index))).bytes }
}

/**
 * Takes another place for the one where it is now, once all is found there as it was imported.
 * @throws StudioError left-source-missing, left-source-other, cancelled
 */
export async function findLeft(
  projectFolder: string,
  table: ImportedTable,
  path: string,
  options: ImportOptions,
): Promise<ImportedTable> {
  const { media, source } = table
  const found =
    media === undefined
      ? await findLeftValues(projectFolder, table.file, path, options)
      : await findLeftFiles(projectFolder, media, path, options)
  return { ...table, source: { ...source, ...found } }
}

async function findLeftValues(projectFolder: string, file: string, path: string, options: ImportOptions) {
  const index = await readLeftIndex(join(projectFolder, file))
  const told = { file: basename(path), path }
  const found = await withinTime(path, stat(path)).catch((error: unknown) => {
    if (error instanceof StudioError) throw error
    throw new StudioError('left-source-missing', told, { cause: error })
  })
  const other = new StudioError('left-source-other', { ...told, name: basename(index.source.path) })
  if (found.size !== index.source.bytes) throw other
  if (found.mtimeMs !== index.source.modifiedAt) {
    const read = (fraction: number) => options.onProgress({ stage: 'reading', fraction, secondsLeft: null })
    if ((await hashSource(await openSource(path), options.signal, read)) !== index.source.sha256) throw other
  }
  const place = { path: resolve(path), modifiedAt: found.mtimeMs }
  const work = await openWorkFolder(projectFolder)
  try {
    const made = work.file('index.json')
    await writeFile(made, JSON.stringify({ ...index, source: { ...index.source, ...place } }))
    await work.replace(made, basename(file))
  } finally {
    await work.remove()
  }
  return place
}
