/** Columns as they stand in a dataset, with the pictures or recordings that belong to it: what runs are prepared from and exports are checked with. */
import type { Media } from '../spec/dataset.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import { clipsOf, readSpectra } from './audio/spectrum-file.ts'
import type { Clips, Pixels, TableColumns } from './column-values.ts'
import { readPixels } from './images/pixel-file.ts'
import type { ColumnSource } from './preprocess/prepare-run.ts'
import { encodedFile } from './rows/encoded-files.ts'
import type { TableReader } from './table-reader.ts'
import { type FindTokenizer, withTokens } from './text/token-column.ts'

/** A dataset in a project's folder, its table open. */
export interface OpenDataset {
  readonly reader: TableReader
  readonly projectFolder: string
  readonly media: Media | undefined
  /** Cuts texts into the tokens of a pretrained model of the project. */
  readonly tokenizer?: FindTokenizer
}

/** The dataset as a run's source. */
export function columnSource({ reader, projectFolder, media, tokenizer }: OpenDataset): ColumnSource {
  const columns: ColumnSource = {
    columnNames: reader.columnNames,
    columns: (names, range) => reader.columns(names, range),
    times: (column) => reader.times(column),
    ...(tokenizer === undefined ? {} : { tokenizer }),
    encodedFile: ({ datasetFingerprint }, fitted) => encodedFile(projectFolder, datasetFingerprint, fitted),
  }
  if (media === undefined) return columns
  return media.kind === 'image'
    ? { ...columns, pixels: (_, image, options) => readPixels(projectFolder, media, image, options) }
    : { ...columns, spectra: (_, sound, options) => readSpectra(projectFolder, media, sound, options) }
}

/** All that a model reads of the dataset's rows. */
export async function rawColumns(dataset: OpenDataset, { features }: FittedPreprocessing): Promise<TableColumns> {
  const source = columnSource(dataset)
  const { projectFolder, media } = dataset
  const pixels = new Map<string, Pixels>()
  const clips = new Map<string, Clips>()
  for (const feature of features) {
    if (feature.kind === 'audio' && media !== undefined) {
      clips.set(feature.column, clipsOf(projectFolder, media, feature.sound))
    }
    if (feature.kind !== 'image' || source.pixels === undefined) continue
    pixels.set(feature.column, await source.pixels(feature.column, feature.image, {}))
  }
  const names = features.map(({ column }) => column).filter((column) => !pixels.has(column) && !clips.has(column))
  return { ...(await withTokens(await source.columns(names), features, source.tokenizer)), pixels, clips }
}
