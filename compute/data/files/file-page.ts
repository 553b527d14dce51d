/** A page of a dataset's pictures or recordings to look at, and those of some rows. */
import { classColumnOf, type ImportedTable } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { TableReader } from '../table-reader.ts'
import { inParallel } from './in-parallel.ts'
import { openMedia } from './open-media.ts'

/** Files that are in memory together. */
const atOnce = 8

/** A dataset whose files are looked at. */
export interface FilesDataset {
  readonly projectFolder: string
  readonly table: ImportedTable
  readonly reader: TableReader
}

/** A file of a row, with its class where there is one. */
export interface RowFile {
  /** From 0. */
  readonly row: number
  readonly file: string
  readonly label: string | null
}

export interface FilePageQuery extends FilesDataset {
  /** Files of this class only; null for all. */
  readonly label: string | null
  /** Numbers of the rows that are shown, in their order; null for all. */
  readonly rows: Uint32Array | null
  readonly offset: number
  readonly limit: number
}

/** What is made of a file to be looked at. */
type View<T> = (file: RowFile, content: Uint8Array) => Promise<T>

/** A page of them. @throws StudioError bad-request for a dataset without files, file-not-readable */
export async function filePage<T>({ label, rows: chosen, offset, limit, ...dataset }: FilePageQuery, view: View<T>) {
  const labels = await rowLabels(dataset)
  const all = chosen ?? Array.from({ length: dataset.reader.rows }, (_, row) => row)
  const rows = Array.from(all).filter((row) => label === null || labels(row) === label)
  return { total: rows.length, files: await filesOfRows(dataset, rows.slice(offset, offset + limit), view) }
}

/** The files of some rows, in their order. @throws StudioError as filePage */
export async function filesOfRows<T>(
  { projectFolder, table, reader }: FilesDataset,
  rows: readonly number[],
  view: View<T>,
): Promise<T[]> {
  const { media } = table
  if (media === undefined) throw new StudioError('bad-request', { message: 'a dataset without files' })
  const labels = await rowLabels({ table, reader })
  const order = await reader.sourceRows()
  const packed = (row: number) => order?.[row] ?? row
  const pack = await openMedia(projectFolder, media)
  try {
    const views: T[] = []
    await inParallel(
      rows,
      atOnce,
      async (row) =>
        view({ row, file: pack.files[packed(row)] ?? '', label: labels(row) }, await pack.read(packed(row))),
      (seen) => {
        views.push(seen)
      },
    )
    return views
  } finally {
    pack.close()
  }
}

async function rowLabels({
  table,
  reader,
}: Pick<FilesDataset, 'table' | 'reader'>): Promise<(row: number) => string | null> {
  const name = classColumnOf(table)
  if (name === null) return () => null
  const column = (await reader.columns([name])).columns.get(name)
  if (column === undefined || column.kind === 'number') return () => null
  return (row) => column.dictionary[column.codes[row] ?? -1] ?? null
}
