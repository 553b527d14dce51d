/** Brings pictures into a project: see `files/import-files.ts`. */
import type { ImageMedia, ImportedTable } from '../../spec/dataset.ts'
import type { FileImport } from '../../spec/file-source.ts'
import { fileColumns, type FilesKind, importFiles } from '../files/import-files.ts'
import type { ImportOptions } from '../import-table.ts'
import { type ImageFacts, imageFacts } from './decode-image.ts'
import { glanceFile } from './glance.ts'

/** The columns of the table, and what they hold. */
export const imageColumns = {
  ...fileColumns,
  image: 'image',
  width: 'width',
  height: 'height',
  brightness: 'brightness',
}

/** Pictures that are decoded side by side: the decoder has threads of its own. */
export const imagesAtOnce = 8

const images: FilesKind<ImageFacts> = {
  media: 'image',
  column: imageColumns.image,
  atOnce: imagesAtOnce,
  factsOf: imageFacts,
  measures: {
    [imageColumns.width]: ({ width }) => width,
    [imageColumns.height]: ({ height }) => height,
    [imageColumns.brightness]: ({ brightness }) => Number(brightness.toFixed(4)),
  },
  unreadable: 'image-unreadable',
  notices: {
    withoutClasses: 'data.notice.imagesWithoutClasses',
    broken: 'data.notice.brokenImages',
    repeated: 'data.notice.repeatedImages',
    otherFiles: 'data.notice.otherFiles',
  },
  remarks: () => [],
  kept: { file: glanceFile, recordOf: ({ glance }) => glance },
  mediaOf: (files, pack) => ({ kind: 'image', ...pack, usual: usualShape(files.map(({ facts }) => facts)) }),
}

/**
 * Imports the pictures of a folder, a zip or an IDX file. Those that are broken are left out and named in a notice.
 * @throws StudioError as importFiles
 */
export function importImages(
  request: FileImport,
  projectFolder: string,
  options: ImportOptions,
): Promise<ImportedTable> {
  return importFiles(images, request, projectFolder, options)
}

/** The middle width and height; grey only where all pictures are. */
function usualShape(facts: readonly ImageFacts[]): ImageMedia['usual'] {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 1
  const within = (length: number) => Math.min(1024, Math.max(1, length))
  return {
    channels: facts.every(({ channels }) => channels === 1) ? 1 : 3,
    height: within(middle(facts.map(({ height }) => height))),
    width: within(middle(facts.map(({ width }) => width))),
  }
}
