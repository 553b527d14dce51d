/** Finds files that were left where they were in another place: a drive has another letter now, or the folder was moved. */
import { stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Media } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ImportOptions } from '../import-table.ts'
import { openWorkFolder } from '../storage/work-folder.ts'
import { timeLeft } from '../time-left.ts'
import { inParallel } from './in-parallel.ts'
import {
  isAsImported,
  type LeftFile,
  type LeftReader,
  type LeftSource,
  openLeftSource,
  readLeftFiles,
} from './left-files.ts'
import { listName } from './open-media.ts'

const atOnce = 8

/**
 * Takes a place for the one where the files are, once all of them are found there as they were imported. Those of the same size
 * and date are taken for the same; the others are read.
 * @returns where they are now, with the date of the newest
 * @throws StudioError left-source-missing, left-source-other with the first file that is missing or another, cancelled
 */
export async function findLeftFiles(
  projectFolder: string,
  media: Media,
  path: string,
  options: ImportOptions,
): Promise<{ readonly path: string; readonly modifiedAt: number }> {
  const { source, files } = await readLeftFiles(join(projectFolder, media.file))
  const place: LeftSource = { kind: source.kind, path: resolve(path) }
  const reader = await openLeftSource(place)
  const found: LeftFile[] = []
  try {
    const secondsLeft = timeLeft()
    await inParallel(
      files,
      atOnce,
      (file) => lookAt(file, reader),
      (seen, at) => {
        if (options.signal.aborted) throw new StudioError('cancelled')
        if (seen === null) {
          throw new StudioError('left-source-other', { file: files[at]!.file, path, name: basename(path) })
        }
        found.push(seen)
        const fraction = (at + 1) / files.length
        options.onProgress({ stage: 'reading', fraction, secondsLeft: secondsLeft(fraction) })
      },
    )
  } finally {
    reader.close()
  }
  const work = await openWorkFolder(projectFolder)
  try {
    const list = work.file('list')
    await writeFile(list, [place, ...found].map((line) => `${JSON.stringify(line)}\n`).join(''))
    await work.replace(list, listName(media))
  } finally {
    await work.remove()
  }
  const own = source.kind === 'folder' ? 0 : (await stat(place.path)).mtimeMs
  return { path: place.path, modifiedAt: found.reduce((newest, file) => Math.max(newest, file.modifiedAt ?? 0), own) }
}

/** The file as it is there; null where it isn't, or is another. */
async function lookAt(file: LeftFile, reader: LeftReader): Promise<LeftFile | null> {
  const seen = await reader.look(file.file)
  if (seen === null || seen.bytes !== file.bytes) return null
  const known = { ...file, modifiedAt: seen.modifiedAt }
  if (seen.modifiedAt !== null && seen.modifiedAt === file.modifiedAt) return known
  const content = await reader.read(file.file)
  return content !== null && isAsImported(file, content) ? known : null
}
