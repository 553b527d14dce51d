/**
 * Brings files into a project: each is decoded once to see that it is whole, all are packed into one file, and a table with a
 * row for each is stored, profiled and kept like any other. What the files are is a parameter.
 */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ImportedTable, Media } from '../../spec/dataset.ts'
import type { Finding } from '../../spec/health.ts'
import { type ErrorCode, readingErrorCode, StudioError } from '../../spec/errors.ts'
import type { FileImport } from '../../spec/file-source.ts'
import { message } from '../../spec/message.ts'
import type { RowFilter } from '../../spec/row-filter.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import { nameColumns } from '../dialect/column-names.ts'
import type { ImportOptions } from '../import-table.ts'
import { classesFirst } from '../profile/target-candidates.ts'
import { importTable } from '../import-table.ts'
import { writtenCell } from '../records/clean-copy.ts'
import { folderPart } from '../split/part-names.ts'
import { readError } from '../source/read-error.ts'
import { withinTime } from '../source/within-time.ts'
import { openSource } from '../source/source-file.ts'
import { datasetsFolder, folderError, inFolder, openWorkFolder, type WorkFolder } from '../storage/work-folder.ts'
import { writePack } from './file-pack.ts'
import { findFiles } from './find-files.ts'
import type { FoundFile, FoundFiles, MediaKind } from './found-files.ts'
import { inParallel } from './in-parallel.ts'
import { mayStay, writeLeftFiles } from './left-files.ts'
import { listName, packName } from './open-media.ts'

/** The columns that every dataset of files has where it knows them, beside those that the files' kind adds. */
export const fileColumns = {
  /** The classes, where nothing else says what they are called. */
  label: 'label',
  /** Training, validation or test, where the folders say so. */
  part: 'part',
}
/** Broken files that a notice names, and that it lists. */
const namedFiles = 5
const listedFiles = 200
/** Share of the whole that decoding takes. */
const decodingShare = 0.85

/** What an import has to know of a kind of files; `Facts` is what is known of one without its content. */
export interface FilesKind<Facts> {
  readonly media: MediaKind
  /** The column that names the files. */
  readonly column: string
  /** Files that are decoded side by side. */
  readonly atOnce: number
  /** Decodes a file whole. @throws Error for one that is broken */
  readonly factsOf: (content: Uint8Array) => Promise<Facts>
  /** Columns of numbers, in their order. */
  readonly measures: Readonly<Record<string, (facts: Facts) => number>>
  /** What is said where no file is whole. */
  readonly unreadable: ErrorCode
  readonly notices: Readonly<Record<'withoutClasses' | 'broken' | 'repeated' | 'otherFiles', string>>
  /** What else is to be said of the files. */
  readonly remarks: (files: readonly ReadFile<Facts>[]) => readonly Finding[]
  /** Records of the files that are made along the way: their place inside the project folder, and one's bytes. */
  readonly kept?: {
    readonly file: (media: Pick<Media, 'sha256'>) => string
    readonly recordOf: (facts: Facts) => Uint8Array
  }
  readonly mediaOf: (files: readonly ReadFile<Facts>[], pack: Pack) => Media
}

type Pack = Pick<Media, 'column' | 'file' | 'fileBytes' | 'sha256' | 'measures' | 'classes'>

/** A file that is whole. */
export interface ReadFile<Facts> {
  readonly found: FoundFile
  readonly facts: Facts
}

interface ReadFiles<Facts> {
  readonly whole: readonly ReadFile<Facts>[]
  readonly broken: readonly string[]
  /** Those that the system would not let be read: gone by now, in use, or not this account's. */
  readonly unread: readonly string[]
  /** Those among the whole ones that are the same as an earlier one, by their places. */
  readonly repeated: readonly number[]
  readonly sha256: string
}

/**
 * Imports the files of a folder, a zip or an IDX file. Those that are broken are left out and named in a notice.
 *
 * @throws StudioError file-not-found, images-none, recordings-none, images-too-many, the kind's `unreadable`, disk-full,
 *   folder-read-only, project-not-found, cancelled
 */
export async function importFiles<Facts>(
  kind: FilesKind<Facts>,
  request: FileImport,
  projectFolder: string,
  options: ImportOptions,
): Promise<ImportedTable> {
  const started = performance.now()
  const found = await findFiles(request.path, kind.media)
  try {
    const work = await openWorkFolder(projectFolder)
    try {
      const stays = request.stays === true && mayStay(found.kind)
      const read = await packFiles(kind, { source: found, stays, work, options })
      const table = await importIndex(kind, { request, found, read, stays, work, projectFolder, options })
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

interface Packing {
  readonly source: FoundFiles
  readonly stays: boolean
  readonly work: WorkFolder
  readonly options: ImportOptions
}

/** The file that a pack or a list is made in. */
const gathered = 'files'

async function packFiles<Facts>(
  { atOnce, factsOf, unreadable }: FilesKind<Facts>,
  { source, stays, work, options }: Packing,
): Promise<ReadFiles<Facts>> {
  const { files } = source
  const whole: ReadFile<Facts>[] = []
  const broken: string[] = []
  const unread: string[] = []
  const contents = new Set<string>()
  const repeated: number[] = []
  const faults: { readonly file: string; readonly fault: unknown }[] = []
  const pack = stays ? writeLeftFiles(work.file(gathered), source) : writePack(work.file(gathered))
  const started = performance.now()
  await inParallel(
    files,
    atOnce,
    async (found) => {
      try {
        const content = await withinTime(found.file, found.read(), options)
        return { found, content, facts: await factsOf(content) }
      } catch (fault) {
        if (fault instanceof StudioError) throw fault
        return { found, content: null, fault }
      }
    },
    async (result, index) => {
      if (options.signal.aborted) throw new StudioError('cancelled')
      if (result.content === null) {
        const isOpen = readingErrorCode(result.fault) === null
        ;(isOpen ? broken : unread).push(result.found.file)
        if (faults.length === 0) faults.push({ file: result.found.file, fault: result.fault })
      } else {
        const { found, content, facts } = result
        const digest = createHash('sha256').update(content).digest('base64')
        if (contents.has(digest)) repeated.push(whole.length)
        contents.add(digest)
        whole.push({ found, facts })
        await pack.add(found, content)
      }
      const done = (index + 1) / files.length
      const seconds = (performance.now() - started) / 1000
      const secondsLeft = seconds > 1 ? (seconds * (1 - done * decodingShare)) / (done * decodingShare) : null
      options.onProgress({ stage: 'reading', fraction: done * decodingShare, secondsLeft })
    },
  )
  const sha256 = await pack.end()
  if (whole.length === 0) {
    const [{ file, fault } = { file: '', fault: null }] = faults
    if (readingErrorCode(fault) !== null) throw readError(fault, join(source.path, file))
    throw new StudioError(unreadable, { file, row: 1 }, { cause: fault })
  }
  return { whole, broken, unread, repeated, sha256 }
}

interface Indexing<Facts> {
  readonly request: FileImport
  readonly found: FoundFiles
  readonly read: ReadFiles<Facts>
  readonly stays: boolean
  readonly work: WorkFolder
  readonly projectFolder: string
  readonly options: ImportOptions
}

/** Stores the table of the files, and the pack or the list beside it. */
async function importIndex<Facts>(
  kind: FilesKind<Facts>,
  { request, found, read, stays, work, projectFolder, options }: Indexing<Facts>,
): Promise<ImportedTable> {
  const index = work.file('index.csv')
  const { columns, kinds, classes } = indexColumns(kind, { found, read, request })
  await inFolder(projectFolder, () => writeFile(index, indexText(columns, read)))
  const dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', header: true, decimal: '.' } as const
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
  const known = { kind: kind.media, sha256: read.sha256 }
  const name = stays ? listName(known) : packName(known)
  // A list says where the files are, which may be another place than before.
  if (stays) await work.replace(work.file(gathered), name)
  else await work.publish(work.file(gathered), name)
  await publishKept(kind, read, work)
  const file = `${datasetsFolder}/${name}`
  const { bytes: fileBytes } = await openSource(join(projectFolder, file))
  const measures = Object.keys(kind.measures)
  const pack: Pack = { column: kind.column, file, fileBytes, sha256: read.sha256, measures }
  const named = classes === undefined || classes === fileColumns.label ? {} : { classes }
  const media = kind.mediaOf(read.whole, { ...pack, ...named })
  const source = { path: found.path, bytes: found.bytes, modifiedAt: found.modifiedAt, sha256: read.sha256 }
  const notices = [...fileNotices(kind, found, read), ...table.profile.notices]
  const targetCandidates = classesFirst(table.profile.targetCandidates, classes ?? null)
  const profile = { ...table.profile, notices, targetCandidates }
  return { ...table, source, media, ...(stays ? { stays } : {}), profile }
}

async function publishKept<Facts>(
  { kept }: FilesKind<Facts>,
  { whole, sha256 }: ReadFiles<Facts>,
  work: WorkFolder,
): Promise<void> {
  if (kept === undefined) return
  const records = work.file('kept')
  await writeFile(records, Buffer.concat(whole.map(({ facts }) => kept.recordOf(facts))))
  await work.publish(records, basename(kept.file({ sha256 })))
}

interface IndexColumn<Facts> {
  readonly name: string
  readonly kind: ColumnKind | null
  readonly cellOf: (file: ReadFile<Facts>) => string
}

/** The columns of the table; those of a table beside the files get other names where theirs are taken. */
function indexColumns<Facts>(
  kind: FilesKind<Facts>,
  { found, read: { whole }, request }: Pick<Indexing<Facts>, 'found' | 'read' | 'request'>,
) {
  const parts = new Set(whole.map(({ found: { file } }) => folderPart(file)))
  const parted = parts.has('train') && parts.has('test')
  const own: IndexColumn<Facts>[] = [
    { name: kind.column, kind: kind.media, cellOf: (file) => file.found.file },
    ...(found.labelsFrom === 'none'
      ? []
      : [
          {
            name: request.classes ?? found.classColumn ?? fileColumns.label,
            kind: 'category' as const,
            cellOf: (file: ReadFile<Facts>) => file.found.label ?? '',
          },
        ]),
    ...Object.entries(kind.measures).map(([name, measure]) => ({
      name,
      kind: 'number' as const,
      cellOf: ({ facts }: ReadFile<Facts>) => String(measure(facts)),
    })),
    ...(parted
      ? [
          {
            name: fileColumns.part,
            kind: 'category' as const,
            cellOf: (file: ReadFile<Facts>) => folderPart(file.found.file) ?? '',
          },
        ]
      : []),
  ]
  const further: IndexColumn<Facts>[] = Array.from(found.further, ([name, values]) => ({
    name,
    kind: null,
    cellOf: (file) => values.get(file.found.file) ?? '',
  }))
  const all = [...own, ...further]
  const names = nameColumns(all.map(({ name }) => name))
  const columns = all.map((column, at) => ({ ...column, name: names[at]?.name ?? column.name }))
  const kinds = Object.fromEntries(columns.flatMap(({ name, kind: own }) => (own === null ? [] : [[name, own]])))
  const classes = found.labelsFrom === 'none' ? undefined : columns[1]?.name
  return { columns, kinds, classes }
}

function indexText<Facts>(columns: readonly IndexColumn<Facts>[], { whole }: ReadFiles<Facts>): string {
  const lines = [
    columns.map(({ name }) => writtenCell(name)),
    ...whole.map((file) => columns.map(({ cellOf }) => writtenCell(cellOf(file)))),
  ]
  return `${lines.map((cells) => cells.join(',')).join('\n')}\n`
}

function fileNotices<Facts>(
  { column, notices, remarks }: FilesKind<Facts>,
  found: FoundFiles,
  { whole, broken, unread, repeated }: ReadFiles<Facts>,
): Finding[] {
  const told: Finding[] = []
  const saysNothing = found.labelsFrom === 'none' && found.further.size === 0
  if (saysNothing) told.push({ level: 'fine', column, text: message(notices.withoutClasses) })
  for (const [key, leftOut, rule] of [
    [notices.broken, broken, 'data.rules.brokenFiles'],
    ['data.notice.unreadFiles', unread, 'data.rules.unreadFiles'],
  ] as const) {
    if (leftOut.length === 0) continue
    const files = leftOut.slice(0, namedFiles).join(', ')
    const params = { count: leftOut.length, files, folder: dirname(found.path) }
    told.push({
      ...{ level: 'mended', column, text: message(key, params), rule: message(rule) },
      ...{ files: leftOut.slice(0, listedFiles), remedies: [{ kind: 'import-again' }] },
    })
  }
  if (repeated.length > 0) {
    const rows: RowFilter = { kind: 'imported', rows: [...repeated] }
    told.push({
      ...{ level: 'needs-you', column, text: message(notices.repeated, { count: repeated.length }) },
      ...{ rule: message('data.rules.repeatedFiles'), where: rows },
      remedies: [{ kind: 'exclude-where', where: rows, reason: 'repeated' }],
    })
  }
  told.push(...remarks(whole))
  if (found.otherFiles > 0) {
    told.push({ level: 'fine', column, text: message(notices.otherFiles, { count: found.otherFiles }) })
  }
  return told
}
