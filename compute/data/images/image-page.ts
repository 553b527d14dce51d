/** Pages of a dataset's pictures to look at. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import type { ImagePage } from '../../spec/image-source.ts'
import { filePage, type FilePageQuery, type FilesDataset, filesOfRows, type RowFile } from '../files/file-page.ts'
import { answered } from '../source/read-error.ts'
import { imagePreview } from './decode-image.ts'
import { previewSide } from './inspect-images.ts'

const pictured = async (file: RowFile, content: Uint8Array): Promise<ImagePage['images'][number]> => ({
  ...file,
  picture: await imagePreview(content, previewSide),
})

/** A page of them. @throws StudioError bad-request for a dataset without pictures, file-not-readable */
export async function imagePage(query: FilePageQuery): Promise<ImagePage> {
  const { total, files } = await filePage(query, pictured)
  return { total, images: files }
}

/** The pictures of some rows, in their order. @throws StudioError as imagePage */
export async function imagesOfRows(dataset: FilesDataset, rows: readonly number[]): Promise<ImagePage> {
  return { total: rows.length, images: await filesOfRows(dataset, rows, pictured) }
}

/** The picture in a file. @throws StudioError image-unreadable, and as answered */
export async function filePreview(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const content = await answered(path, readFile(path))
  try {
    return await imagePreview(content, previewSide)
  } catch (error) {
    throw new StudioError('image-unreadable', { file: basename(path) }, { cause: error })
  }
}
