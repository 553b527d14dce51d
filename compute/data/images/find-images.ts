/** Finds the pictures of a folder, a zip or a pair of IDX files: each with a name, a class where one is known, and its bytes. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import { folderImages } from './folder-images.ts'
import type { FoundImages } from './found-images.ts'
import { idxImages } from './idx-images.ts'
import { zipImages } from './zip-images.ts'

/**
 * Looks for pictures; reads none of them.
 * @throws StudioError file-not-found, images-none, images-too-many, file-not-readable
 */
export async function findImages(path: string): Promise<FoundImages> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new StudioError('file-not-found', { file: basename(path), path })
  const name = basename(path).replace(/\.zip$/i, '')
  const open = found.isDirectory() ? folderImages : /\.zip$/i.test(path) ? zipImages : idxImages
  const source = await open(path)
  if (source.images.length === 0) {
    source.close()
    throw new StudioError('images-none', { file: basename(path), path, count: source.otherFiles })
  }
  return { ...source, path, name, modifiedAt: found.mtimeMs }
}
