/**
 * Brings pictures into a project: each is decoded once to see that it is whole, all are packed into one file, and a table
 * with a row for each picture is stored, profiled and kept like any other.
 */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ImportedTable, Media, Notice } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ImageImport } from '../../spec/image-source.ts'
import { message } from '../../spec/message.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import type { ImportOptions } from '../import-table.ts'
import { importTable } from '../import-table.ts'
import { folderPart } from '../split/part-names.ts'
import { openSource } from '../source/source-file.ts'
import { datasetsFolder, folderError, inFolder, openWorkFolder, type WorkFolder } from '../storage/work-folder.ts'
import { type ImageFacts, imageFacts } from './decode-image.ts'
import { findImages } from './find-images.ts'
import type { FoundImage, FoundImages } from './found-images.ts'
import { writePack } from './image-pack.ts'
import { imagesAtOnce, inParallel } from './in-parallel.ts'

/** The columns of the table, and what they hold. */
export const imageColumns = {
  image: 'image',
  label: 'label',
  width: 'width',
  height: 'height',
  brightness: 'brightness',
  /** Training, validation or test, where the folders say so. */
  part: 'part',
}
/** Broken files that a notice names. */
const namedFiles = 5
/** Share of the whole that decoding takes. */
const decodingShare = 0.85

/**
 * Imports the pictures of a folder, a zip or an IDX file. Those that are broken are left out and named in a notice.
 *
 * @throws StudioError file-not-found, images-none, images-too-many, image-unreadable (where none is whole), disk-full,
 *   folder-read-only, project-not-found, cancelled
 */
export async function importImages(
  request: ImageImport,
  projectFolder: string,
  options: ImportOptions,
): Promise<ImportedTable> {
  const started = performance.now()
  const found = await findImages(request.path)
  try {
    const work = await openWorkFolder(projectFolder)
    try {
      const read = await packImages(found, work, options)
      const table = await importIndex(request, found, read, work, projectFolder, options)
      return { ...table, importMs: performance.now() - started }
    } catch (error) {
      throw folderError(error, projectFolder)
    } finally {
      await work.remove()
    }
  } finally {
    found.close()
  }
}

interface ReadImages {
  readonly whole: readonly { readonly image: FoundImage; readonly facts: ImageFacts }[]
  readonly broken: readonly string[]
  /** Pictures whose file is the same as an earlier one's. */
  readonly repeated: number
  readonly sha256: string
}

async function packImages(found: FoundImages, work: WorkFolder, options: ImportOptions): Promise<ReadImages> {
  const whole: { image: FoundImage; facts: ImageFacts }[] = []
  const broken: string[] = []
  const contents = new Set<string>()
  let repeated = 0
  let firstFault: unknown
  const pack = writePack(work.file('images.zip'))
  const started = performance.now()
  await inParallel(
    found.images,
    imagesAtOnce,
    async (image) => {
      try {
        const content = await image.read()
        return { image, content, facts: await imageFacts(content), fault: null }
      } catch (fault) {
        return { image, content: null, facts: null, fault }
      }
    },
    async ({ image, content, facts, fault }, index) => {
      if (options.signal.aborted) throw new StudioError('cancelled')
      if (content === null) {
        broken.push(image.file)
        firstFault ??= fault
      } else {
        const digest = createHash('sha256').update(content).digest('base64')
        if (contents.has(digest)) repeated++
        contents.add(digest)
        whole.push({ image, facts })
        await pack.add(image.file, content)
      }
      const done = (index + 1) / found.images.length
      const seconds = (performance.now() - started) / 1000
      const secondsLeft = seconds > 1 ? (seconds * (1 - done * decodingShare)) / (done * decodingShare) : null
      options.onProgress({ stage: 'reading', fraction: done * decodingShare, secondsLeft })
    },
  )
  const sha256 = await pack.end()
  if (whole.length === 0) {
    const [first = ''] = broken
    throw new StudioError('image-unreadable', { file: first, row: 1 }, { cause: firstFault })
  }
  return { whole, broken, repeated, sha256 }
}

/** Stores the table of the pictures, and the pack beside it. */
async function importIndex(
  request: ImageImport,
  found: FoundImages,
  read: ReadImages,
  work: WorkFolder,
  projectFolder: string,
  options: ImportOptions,
): Promise<ImportedTable> {
  const labelled = found.labelsFrom !== 'none'
  const index = work.file('index.csv')
  await inFolder(projectFolder, () => writeFile(index, indexText(read, labelled)))
  const kinds: Record<string, ColumnKind> = {
    [imageColumns.image]: 'image',
    ...(labelled ? { [imageColumns.label]: 'category' } : {}),
    [imageColumns.width]: 'number',
    [imageColumns.height]: 'number',
    [imageColumns.brightness]: 'number',
    ...(saysParts(read) ? { [imageColumns.part]: 'category' } : {}),
  }
  const dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', header: true, decimal: '.', missing: [] } as const
  const table = await importTable(
    { path: index, name: request.name ?? found.name, dialect: { ...dialect, missing: [] }, kinds, skipBadRows: false },
    projectFolder,
    {
      signal: options.signal,
      onProgress: ({ stage, fraction, secondsLeft }) =>
        options.onProgress({ stage, fraction: decodingShare + (fraction ?? 0) * (1 - decodingShare), secondsLeft }),
    },
    read.sha256,
  )
  const file = `${datasetsFolder}/${read.sha256}.images.zip`
  await work.publish(work.file('images.zip'), `${read.sha256}.images.zip`)
  const { bytes: fileBytes } = await openSource(join(projectFolder, file))
  const media: Media = {
    kind: 'image',
    column: imageColumns.image,
    file,
    fileBytes,
    sha256: read.sha256,
    usual: usualShape(read),
  }
  const source = { path: found.path, bytes: found.bytes, modifiedAt: found.modifiedAt, sha256: read.sha256 }
  const notices = [...imageNotices(found, read), ...table.profile.notices]
  return { ...table, source, media, profile: { ...table.profile, notices } }
}

/** Whether the folders divide the pictures into parts: they name training and test, at least. */
function saysParts({ whole }: ReadImages): boolean {
  const named = new Set(whole.map(({ image: { file } }) => folderPart(file)))
  return named.has('train') && named.has('test')
}

function indexText(read: ReadImages, labelled: boolean): string {
  const { whole } = read
  const parted = saysParts(read)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const { image, label, width, height, brightness, part } = imageColumns
  const header = [image, ...(labelled ? [label] : []), width, height, brightness, ...(parted ? [part] : [])]
  const rows = whole.map(({ image: { file, label: own }, facts }) =>
    [
      quoted(file),
      ...(labelled ? [own === null ? '' : quoted(own)] : []),
      facts.width,
      facts.height,
      facts.brightness.toFixed(4),
      ...(parted ? [folderPart(file) ?? ''] : []),
    ].join(','),
  )
  return [header.join(','), ...rows, ''].join('\n')
}

/** The middle width and height; grey only where all pictures are. */
function usualShape({ whole }: ReadImages): Media['usual'] {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 1
  const within = (length: number) => Math.min(1024, Math.max(1, length))
  return {
    channels: whole.every(({ facts }) => facts.channels === 1) ? 1 : 3,
    height: within(middle(whole.map(({ facts }) => facts.height))),
    width: within(middle(whole.map(({ facts }) => facts.width))),
  }
}

function imageNotices(found: FoundImages, { broken, repeated }: ReadImages): Notice[] {
  const column = imageColumns.image
  const notices: Notice[] = []
  if (found.labelsFrom === 'none') {
    notices.push({ level: 'fine', column, text: message('data.notice.imagesWithoutClasses') })
  }
  if (broken.length > 0) {
    const files = broken.slice(0, namedFiles).join(', ')
    notices.push({
      level: 'mended',
      column,
      text: message('data.notice.brokenImages', { count: broken.length, files, folder: dirname(found.path) }),
    })
  }
  if (repeated > 0) {
    notices.push({ level: 'needs-you', column, text: message('data.notice.repeatedImages', { count: repeated }) })
  }
  if (found.otherFiles > 0) {
    notices.push({ level: 'fine', column, text: message('data.notice.otherFiles', { count: found.otherFiles }) })
  }
  return notices
}
