/** Columns as they stand in a dataset, with the pictures or recordings that belong to it: what runs are prepared from and exports are checked with. */
import type { ImportedTable, Media } from '../spec/dataset.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import { clipsOf, readSpectra } from './audio/spectrum-file.ts'
import type { Clips, Pixels, TableColumns } from './column-values.ts'
import { readPixels } from './images/pixel-file.ts'
import type { ColumnSource } from './preprocess/prepare-run.ts'
import { encodedFile } from './rows/encoded-files.ts'
import { inOrder } from './rows/record-file.ts'
import type { TableReader } from './table-reader.ts'
import { type FindTokenizer, withTokens } from './text/token-column.ts'
import { firstRows } from './versions/first-rows.ts'
import { originalKeys } from './versions/original-keys.ts'

/** A dataset in a project's folder, its table open. */
export interface OpenDataset {
  readonly reader: TableReader
  readonly projectFolder: string
  readonly media: Media | undefined
  /** The file of the first import, where the source was imported again since. */
  readonly origin?: string | undefined
  /** Cuts texts into the tokens of a pretrained model of the project. */
  readonly tokenizer?: FindTokenizer
}

/** A table and all that belongs to it, once its file is open. */
export const openDataset = (
  { projectFolder, table }: { readonly projectFolder: string; readonly table: ImportedTable },
  reader: TableReader,
): OpenDataset => ({ reader, projectFolder, media: table.media, origin: table.origin })

/** The dataset as a run's source. */
export function columnSource({ reader, projectFolder, media, origin, tokenizer }: OpenDataset): ColumnSource {
  const columns: ColumnSource = {
    columnNames: reader.columnNames,
    columns: (names, range) => reader.columns(names, range),
    times: (column) => reader.times(column),
    ...(tokenizer === undefined ? {} : { tokenizer }),
    rowKeys: () => originalKeys({ reader, projectFolder }),
    firstRows: (names) => firstRows({ reader, projectFolder, origin }, names),
    encodedFile: ({ datasetFingerprint }, fitted) => encodedFile(projectFolder, datasetFingerprint, fitted),
  }
  if (media === undefined) return columns
  const order = () => reader.sourceRows()
  return media.kind === 'image'
    ? {
        ...columns,
        async pixels(_, image, options) {
          const pixels = await readPixels(projectFolder, media, image, options)
          return { ...pixels, records: inOrder(pixels.records, await order()) }
        },
      }
    : {
        ...columns,
        async spectra(_, sound, options) {
          const spectra = await readSpectra(projectFolder, media, sound, options)
          return { ...spectra, records: inOrder(spectra.records, await order()) }
        },
      }
}

/** All that a model reads of the dataset's rows. */
export async function rawColumns(dataset: OpenDataset, { features }: FittedPreprocessing): Promise<TableColumns> {
  const source = columnSource(dataset)
  const { projectFolder, media, reader } = dataset
  const order = await reader.sourceRows()
  const pixels = new Map<string, Pixels>()
  const clips = new Map<string, Clips>()
  for (const feature of features) {
    if (feature.kind === 'audio' && media !== undefined) {
      clips.set(feature.column, clipsOf(projectFolder, media, feature.sound, order))
    }
    if (feature.kind !== 'image' || source.pixels === undefined) continue
    pixels.set(feature.column, await source.pixels(feature.column, feature.image, {}))
  }
  // Questions and passages are read as the windows that they were made into.
  const ofCells = features.filter(({ kind }) => kind !== 'pair')
  const names = ofCells.map(({ column }) => column).filter((column) => !pixels.has(column) && !clips.has(column))
  return { ...(await withTokens(await source.columns(names), features, source.tokenizer)), pixels, clips }
}
