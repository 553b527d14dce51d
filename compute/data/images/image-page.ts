/** A page of a dataset's pictures to look at. */
import { join } from 'node:path'
import type { ImportedTable } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ImagePage } from '../../spec/image-source.ts'
import type { TableReader } from '../table-reader.ts'
import { imagePreview } from './decode-image.ts'
import { imageColumns } from './import-images.ts'
import { openPack } from './image-pack.ts'
import { previewSide } from './inspect-images.ts'

export interface ImagePageQuery {
  readonly projectFolder: string
  readonly table: ImportedTable
  readonly reader: TableReader
  /** Pictures of this class only; null for all. */
  readonly label: string | null
  readonly offset: number
  readonly limit: number
}

/** Reads them. @throws StudioError bad-request for a dataset without pictures, file-not-readable */
export async function imagePage({ table, reader, label, offset, limit, ...place }: ImagePageQuery): Promise<ImagePage> {
  const { media } = table
  if (media === undefined) throw new StudioError('bad-request', { message: 'a dataset without pictures' })
  const labels = await rowLabels(reader)
  const rows = Array.from({ length: reader.rows }, (_, row) => row).filter(
    (row) => label === null || labels(row) === label,
  )
  const path = join(place.projectFolder, media.file)
  const pack = await openPack(path).catch((error: unknown) => {
    throw new StudioError('file-not-readable', { file: media.file, path }, { cause: error })
  })
  try {
    const shown = rows.slice(offset, offset + limit)
    const images = await Promise.all(
      shown.map(async (row) => ({
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

async function rowLabels(reader: TableReader): Promise<(row: number) => string | null> {
  if (!reader.columnNames.includes(imageColumns.label)) return () => null
  const column = (await reader.columns([imageColumns.label])).columns.get(imageColumns.label)
  if (column === undefined || column.kind === 'number') return () => null
  return (row) => column.dictionary[column.codes[row] ?? -1] ?? null
}
