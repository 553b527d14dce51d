/** Pictures and recordings by their names: which files are taken for some, and which class their folders say. */
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { FileInspection, FileSourceKind } from '../../spec/file-source.ts'
import { withinTime } from '../source/within-time.ts'
import { canonicalPart } from '../split/part-names.ts'
import type { FurtherColumns } from './label-table.ts'

/** What files a dataset can be made of, and the endings by which they are known. */
export const mediaEndings = {
  image: ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff'],
  audio: ['.wav', '.wave', '.flac', '.mp3', '.ogg', '.oga', '.opus'],
} as const satisfies Record<string, readonly string[]>

export type MediaKind = keyof typeof mediaEndings
export const mediaKinds = Object.keys(mediaEndings) as MediaKind[]

/** A file, not yet read. */
export interface FoundFile {
  /** Its path inside the source, with forward slashes: its name in the dataset. */
  readonly file: string
  readonly label: string | null
  /** Milliseconds since 1970; only a file of its own has a date. */
  readonly modifiedAt?: number
  read(): Promise<Uint8Array>
}

export interface FoundFiles {
  readonly kind: FileSourceKind
  readonly path: string
  readonly name: string
  readonly files: readonly FoundFile[]
  readonly labelsFrom: FileInspection['labelsFrom']
  /** What the classes are called where they have a name: a table's column. */
  readonly classColumn?: string
  /** What a table beside them says of the files, by its columns' names. */
  readonly further: FurtherColumns
  /** Files that are of another kind by their names. */
  readonly otherFiles: number
  /** Bytes of the zip or IDX file, or of all these files in the folder. */
  readonly bytes: number
  /** Of the newest file, or of the zip, table or IDX file. */
  readonly modifiedAt: number
  /** Lets go of an open file. */
  close(): void
}

/** Files as one kind of source finds them. */
export type OpenedFiles = Omit<FoundFiles, 'path' | 'name' | 'modifiedAt'>

/** What a file is by its name; null for all else, for hidden files and for the Mac's companions of files. */
export function mediaKindOf(file: string): MediaKind | null {
  const name = basename(file)
  if (name.startsWith('.') || file.startsWith('__MACOSX/')) return null
  const ending = extname(name).toLowerCase()
  return mediaKinds.find((kind) => (mediaEndings[kind] as readonly string[]).includes(ending)) ?? null
}

/** A larger file is left out unread. */
export const mostFileBytes = 256 << 20

/** A file's content. @throws Error where it is larger than files may be */
export function readWhole(path: string, bytes: number): Promise<Uint8Array> {
  return bytes <= mostFileBytes
    ? withinTime(path, readFile(path))
    : Promise.reject(new Error(`${bytes} bytes are more than ${mostFileBytes}`))
}

/** More files are refused: each is a row that has to be named and decoded. */
export const mostFiles = 2_000_000

/**
 * The class of a file by its folders: the innermost one, unless there is none or it only names a part of the data.
 * A folder that all files share says nothing either; the caller drops it.
 */
export function folderLabel(file: string): string | null {
  const folders = file.split('/').slice(0, -1)
  const innermost = folders.at(-1)
  return innermost === undefined || canonicalPart(innermost) !== null ? null : innermost
}

/** Files whose folders tell nothing apart have no classes. */
export function withoutSoleClass<File extends Pick<FoundFile, 'label'>>(files: readonly File[]): readonly File[] {
  const labels = new Set(files.map(({ label }) => label))
  return labels.size === 1 ? files.map((file) => ({ ...file, label: null })) : files
}

/** The files with the classes that their folders say, where those say some. */
export function labelledByFolders(files: readonly FoundFile[]): Pick<FoundFiles, 'files' | 'labelsFrom'> {
  const labelled = withoutSoleClass(files)
  return { files: labelled, labelsFrom: labelled.some(({ label }) => label !== null) ? 'folders' : 'none' }
}
