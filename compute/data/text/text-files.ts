/** Texts as files: a folder of them, or a zip that stays packed, with a class for each where the folders inside say one. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import { eachFile } from '../files/folder-files.ts'
import { textDecoder } from '../source/decode-text.ts'
import { looksBinary } from '../source/file-signature.ts'
import { longestLineBytes } from '../source/read-through.ts'
import { answered, damageError } from '../source/read-error.ts'
import type { SourceFile } from '../source/source-file.ts'
import { detectEncoding } from '../source/text-encoding.ts'
import { withinTime } from '../source/within-time.ts'
import { openZip } from '../source/zip-entries.ts'

/** A file, not yet read. */
export interface TextFile {
  /** Its path inside the source, with forward slashes. */
  readonly file: string
  readonly bytes: number
  /** Milliseconds since 1970; 0 in a zip, which has a time of its own. */
  readonly modifiedAt: number
  readonly read: () => Promise<Uint8Array>
}

export interface TextFiles {
  /** In the order of their names. */
  readonly files: readonly TextFile[]
  /** Files of other kinds. */
  readonly otherFiles: number
  /** Lets go of an open file. */
  readonly close: () => void
}

const textEndings = ['.txt', '.text', '.md']
/** More are refused: each is a file to be opened. */
const mostTexts = 1_000_000
/** Text is packed to a tenth at best: an entry of a zip that swells by more than this is a trap. */
const mostSwelling = 100

/** Whether a file's name is that of a text; hidden files and the Mac's companions of files are none. */
export const isTextName = (file: string): boolean =>
  !basename(file).startsWith('.') && !file.startsWith('__MACOSX/') && textEndings.includes(extname(file).toLowerCase())

const tooMany = (path: string) => new StudioError('texts-too-many', { file: basename(path), path, limit: mostTexts })

/** The texts of a folder. @throws StudioError texts-too-many, and as answered */
export async function textsOfFolder(folder: string): Promise<TextFiles> {
  const files: TextFile[] = []
  let otherFiles = 0
  await eachFile(folder, async (file) => {
    if (!isTextName(file)) {
      otherFiles++
      return true
    }
    const path = join(folder, file)
    const { size, mtimeMs } = await answered(path, stat(path))
    files.push({ file, bytes: size, modifiedAt: mtimeMs, read: () => withinTime(path, readFile(path)) })
    if (files.length > mostTexts) throw tooMany(folder)
    return true
  })
  return { files, otherFiles, close: () => undefined }
}

/** The texts of a zip. @throws StudioError file-damaged, texts-too-many, and as answered */
export async function textsOfZip(path: string): Promise<TextFiles> {
  const zip = await withinTime(path, openZip(path, mostTexts)).catch((error: unknown) => {
    if (error instanceof Error && /^more than/.test(error.message)) throw tooMany(path)
    throw damageError(error, path, 'ZIP')
  })
  const isTrap = ({ compressedSize, uncompressedSize }: { compressedSize: number; uncompressedSize: number }) =>
    uncompressedSize > longestLineBytes || uncompressedSize > (compressedSize + 1024) * mostSwelling
  const taken = zip.entries.filter((entry) => isTextName(entry.fileName) && !entry.isEncrypted() && !isTrap(entry))
  taken.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  return {
    files: taken.map((entry) => ({
      ...{ file: entry.fileName, bytes: entry.uncompressedSize, modifiedAt: 0 },
      read: () => zip.read(entry),
    })),
    otherFiles: zip.entries.length - taken.length,
    close: () => zip.close(),
  }
}

/** Whether a path is that of a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true
}

/** A folder of texts as the file that a table comes from. @throws StudioError file-is-a-folder where it has none */
export async function openTextFolder(path: string): Promise<SourceFile> {
  const folder = resolve(path)
  const found = await textsOfFolder(folder)
  const fileName = basename(folder)
  if (found.files.length === 0) throw new StudioError('file-is-a-folder', { file: fileName, path: folder })
  return {
    path: folder,
    fileName,
    bytes: found.files.reduce((sum, { bytes }) => sum + bytes, 0),
    modifiedAt: found.files.reduce((latest, file) => Math.max(latest, file.modifiedAt), 0),
    identity: identityOf(found),
    identify: async () => identityOf(await textsOfFolder(folder)),
  }
}

/** Differs as soon as a file came, went or was written to. */
function identityOf({ files }: TextFiles): string {
  const hash = createHash('sha256')
  for (const { file, bytes, modifiedAt } of files) hash.update(JSON.stringify([file, bytes, modifiedAt]))
  return hash.digest('hex')
}

/**
 * What a file holds; null where it is no text, is longer than any text that is read, or can't be read.
 * @throws StudioError source-not-answering
 */
export async function readText(file: TextFile): Promise<{ text: string; bytes: Uint8Array } | null> {
  if (file.bytes > longestLineBytes) return null
  try {
    const bytes = await file.read()
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const found = detectEncoding(content, true)
    if (found === null || (found.encoding === 'latin-1' && looksBinary(content))) return null
    const text = textDecoder(found.encoding)(content, true)
    return looksBinary(Buffer.from(text.slice(0, 65_536))) ? null : { text: text.trim(), bytes }
  } catch (error) {
    if (error instanceof StudioError) throw error
    return null
  }
}
