/** Gives a finished table its place among the project's. */
import { join } from 'node:path'
import type { ImportedTable } from '../../spec/dataset.ts'
import { openSource } from '../source/source-file.ts'
import { datasetsFolder, type WorkFolder } from './work-folder.ts'

/**
 * Moves a Parquet file to `datasets/<fingerprint>.parquet`; an equal one that is there already stays.
 * @throws StudioError disk-full, folder-read-only, project-not-found
 */
export async function publishTable(
  work: WorkFolder,
  path: string,
  projectFolder: string,
  fingerprint: string,
): Promise<Pick<ImportedTable, 'file' | 'fileBytes'>> {
  const name = `${fingerprint}.parquet`
  await work.publish(path, name)
  const file = `${datasetsFolder}/${name}`
  const { bytes: fileBytes } = await openSource(join(projectFolder, file))
  return { file, fileBytes }
}
