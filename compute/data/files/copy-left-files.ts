/** Copies pictures or recordings that were left where they are into the project. Each is checked on its way. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ImportOptions } from '../import-table.ts'
import { openSource } from '../source/source-file.ts'
import { datasetsFolder, folderError, openWorkFolder } from '../storage/work-folder.ts'
import { timeLeft } from '../time-left.ts'
import { writePack } from './file-pack.ts'
import { inParallel } from './in-parallel.ts'
import { openMedia, packName } from './open-media.ts'

/** Files that are in memory together. */
const atOnce = 8

/**
 * See the file's head. Cancelled or failed, all is as it was before.
 * @throws StudioError as openLeftFiles, disk-full, folder-read-only, cancelled
 */
export async function copyLeftFiles<Own extends Media>(
  projectFolder: string,
  media: Own,
  options: ImportOptions,
): Promise<Own> {
  const { signal } = options
  const left = await openMedia(projectFolder, media)
  try {
    const work = await openWorkFolder(projectFolder)
    try {
      const pack = writePack(work.file('files.zip'))
      const secondsLeft = timeLeft()
      await inParallel(
        left.files,
        atOnce,
        (_, row) => left.read(row),
        async (content, row) => {
          if (signal.aborted) throw new StudioError('cancelled')
          await pack.add({ file: left.files[row]! }, content)
          const fraction = (row + 1) / left.files.length
          options.onProgress({ stage: 'writing', fraction, secondsLeft: secondsLeft(fraction) })
        },
      )
      const sha256 = await pack.end()
      if (sha256 !== media.sha256) throw new StudioError('file-not-readable', { file: media.file, path: media.file })
      await work.publish(work.file('files.zip'), packName(media))
    } catch (error) {
      throw folderError(error, projectFolder)
    } finally {
      await work.remove()
    }
  } finally {
    left.close()
  }
  const file = `${datasetsFolder}/${packName(media)}`
  const { bytes: fileBytes } = await openSource(join(projectFolder, file))
  await rm(join(projectFolder, media.file), { force: true }).catch(() => undefined)
  return { ...media, file, fileBytes }
}
