/** A page of a dataset's pictures to look at. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ImportedTable } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ImagePage } from '../../spec/image-source.ts'
import type { TableReader } from '../table-reader.ts'
import { imagePreview } from './decode-image.ts'
import { imageColumns } from './import-images.ts'
import { openPack } from './image-pack.ts'
import { previewSide } from './inspect-images.ts'

/** A dataset whose pictures are looked at. */
export interface PictureDataset {
  readonly projectFolder: string
  readonly table: ImportedTable
  readonly reader: TableReader
}

export interface ImagePageQuery extends PictureDataset {
  /** Pictures of this class only; null for all. */
  readonly label: string | null
  readonly offset: number
  readonly limit: number
}

/** A page of them. @throws StudioError bad-request for a dataset without pictures, file-not-readable */
export async function imagePage({ label, offset, limit, ...dataset }: ImagePageQuery): Promise<ImagePage> {
  const labels = await rowLabels(dataset.reader)
  const rows = Array.from({ length: dataset.reader.rows }, (_, row) => row).filter(
    (row) => label === null || labels(row) === label,
  )
  const { images } = await imagesOfRows(dataset, rows.slice(offset, offset + limit))
  return { total: rows.length, images }
}

/** The pictures of some rows, in their order. @throws StudioError as imagePage */
export async function imagesOfRows(
  { projectFolder, table: { media }, reader }: PictureDataset,
  rows: readonly number[],
): Promise<ImagePage> {
  if (media === undefined) throw new StudioError('bad-request', { message: 'a dataset without pictures' })
  const labels = await rowLabels(reader)
  const path = join(projectFolder, media.file)
  const pack = await openPack(path).catch((error: unknown) => {
    throw new StudioError('file-not-readable', { file: media.file, path }, { cause: error })
  })
  try {
    const images = await Promise.all(
      rows.map(async (row) => ({
        row,
        file: pack.files[row] ?? '',
        label: labels(row),
        picture: await imagePreview(await pack.read(row), previewSide),
      })),
    )
    return { total: rows.length, images }
  } finally {
    pack.close()
  }
}

/** The picture in a file. @throws StudioError image-unreadable */
export async function filePreview(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await imagePreview(await readFile(path), previewSide)
  } catch (error) {
    throw new StudioError('image-unreadable', { file: basename(path) }, { cause: error })
  }
}

async function rowLabels(reader: TableReader): Promise<(row: number) => string | null> {
  if (!reader.columnNames.includes(imageColumns.label)) return () => null
  const column = (await reader.columns([imageColumns.label])).columns.get(imageColumns.label)
  if (column === undefined || column.kind === 'number') return () => null
  return (row) => column.dictionary[column.codes[row] ?? -1] ?? null
}
