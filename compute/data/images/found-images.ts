/** Pictures by their names: which files are taken for some, and which class their folders say. */
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { ImageInspection, ImageSourceKind } from '../../spec/image-source.ts'
import { canonicalPart } from '../split/part-names.ts'

/** A picture, not yet read. */
export interface FoundImage {
  /** Its path inside the source, with forward slashes: its name in the dataset. */
  readonly file: string
  readonly label: string | null
  read(): Promise<Uint8Array>
}

export interface FoundImages {
  readonly kind: ImageSourceKind
  readonly path: string
  readonly name: string
  readonly images: readonly FoundImage[]
  readonly labelsFrom: ImageInspection['labelsFrom']
  /** Files that are no pictures by their names. */
  readonly otherFiles: number
  /** Bytes of the zip or IDX file, or of all pictures in the folder. */
  readonly bytes: number
  readonly modifiedAt: number
  /** Lets go of an open file. */
  close(): void
}

/** Endings of files that are taken for pictures. */
export const imageEndings = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff'] as const

/** Whether a file's name is that of a picture; hidden files and the Mac's companions of files are not. */
export function isImageName(file: string): boolean {
  const name = basename(file)
  return !name.startsWith('.') && (imageEndings as readonly string[]).includes(extname(name).toLowerCase())
}

/** More pictures are refused: each is a row that has to be named and decoded. */
export const mostImages = 2_000_000

/**
 * The class of a picture by its folders: the innermost one, unless there is none or it only names a part of the data.
 * A folder that all pictures share says nothing either; the caller drops it.
 */
export function folderLabel(file: string): string | null {
  const folders = file.split('/').slice(0, -1)
  const innermost = folders.at(-1)
  return innermost === undefined || canonicalPart(innermost) !== null ? null : innermost
}

/** Pictures whose folders tell nothing apart have no classes. */
export function withoutSoleClass(images: readonly FoundImage[]): readonly FoundImage[] {
  const labels = new Set(images.map(({ label }) => label))
  return labels.size === 1 ? images.map((image) => ({ ...image, label: null })) : images
}

/** Pictures as one kind of source finds them. */
export type OpenedImages = Omit<FoundImages, 'path' | 'name' | 'modifiedAt'>

/** Whether a path holds pictures rather than a table: a folder, a zip or an IDX file. */
export async function isImageSource(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && (found.isDirectory() || /\.zip$/i.test(path) || /idx3-ubyte(\.gz)?$/i.test(path))
}
