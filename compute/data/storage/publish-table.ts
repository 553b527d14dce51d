/** Gives a finished table its place among the project's. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportedTable } from '../../spec/dataset.ts'
import { openSource } from '../source/source-file.ts'
import { copyOf, isCopied, leftIndex, leftName } from './left-table.ts'
import type { StoredTable } from './read-table.ts'
import { datasetsFolder, inFolder, type WorkFolder } from './work-folder.ts'

type Place = Pick<ImportedTable, 'file' | 'fileBytes' | 'stays'>

/**
 * Moves a table's file to `datasets/<fingerprint>.parquet`; an equal one that is there already stays. Of one that was left where
 * it is, the project gets an index, unless it has the table.
 * @throws StudioError disk-full, folder-read-only, project-not-found
 */
export async function publishTable(
  work: WorkFolder,
  { path, left, ...stored }: StoredTable,
  projectFolder: string,
  fingerprint: string,
): Promise<Place> {
  const index = `${datasetsFolder}/${leftName(fingerprint)}`
  const copied = copyOf(index)
  if (left === undefined) {
    await work.publish(path, `${fingerprint}.parquet`)
  } else if (!(await isCopied(join(projectFolder, index)))) {
    const made = work.file('index.json')
    await inFolder(projectFolder, () => writeFile(made, JSON.stringify(leftIndex({ path, left, ...stored }))))
    await work.replace(made, leftName(fingerprint))
    return { file: index, fileBytes: await sizeOf(index), stays: true }
  }
  return { file: copied, fileBytes: await sizeOf(copied) }

  async function sizeOf(file: string): Promise<number> {
    return (await openSource(join(projectFolder, file))).bytes
  }
}
