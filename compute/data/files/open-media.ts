/** Opens the pictures or recordings of a dataset, wherever they are: in the project, or where they were left. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import { openPack, type Pack } from './file-pack.ts'
import { type LeftFiles, listEnding, openLeftFiles, readLeftFiles } from './left-files.ts'

/** The name of the pack that files are copied into, for what they are known by. */
export const packName = ({ kind, sha256 }: Pick<Media, 'kind' | 'sha256'>): string =>
  // Pictures had their packs before there was anything else.
  `${sha256}.${kind === 'image' ? 'images' : kind}.zip`

/** The name of the list, for files that stay. */
export const listName = (media: Pick<Media, 'kind' | 'sha256'>): string => packName(media).replace(/\.zip$/, listEnding)

/** Whether a dataset's files were left where they are. */
export const isLeft = ({ file }: Pick<Media, 'file'>): boolean => file.endsWith(listEnding)

/** Whether they still are. What has learned of a list before the files were copied finds the copies. */
const areLeft = async (projectFolder: string, media: Pick<Media, 'file'>): Promise<boolean> =>
  isLeft(media) && (await stat(join(projectFolder, media.file.replace(listEnding, '.zip'))).catch(() => null)) === null

/** The list of files that are where they were left; null where the project has them. @throws StudioError file-not-readable */
export async function leftFiles(projectFolder: string, media: Pick<Media, 'file'>): Promise<LeftFiles | null> {
  return (await areLeft(projectFolder, media)) ? readLeftFiles(join(projectFolder, media.file)) : null
}

/** @throws StudioError file-not-readable, and as openLeftFiles */
export async function openMedia(projectFolder: string, media: Pick<Media, 'file'>): Promise<Pack> {
  const path = join(projectFolder, media.file)
  if (await areLeft(projectFolder, media)) return openLeftFiles(path)
  const pack = path.replace(listEnding, '.zip')
  return openPack(pack).catch((error: unknown) => {
    throw new StudioError('file-not-readable', { file: media.file, path: pack }, { cause: error })
  })
}
