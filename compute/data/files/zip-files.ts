/**
 * The pictures or recordings in a zip, without unpacking it. Names that lead out of it and contents that swell are refused by
 * the reader.
 */
import { stat } from 'node:fs/promises'
import { StudioError } from '../../spec/errors.ts'
import { damageError } from '../source/read-error.ts'
import { withinTime } from '../source/within-time.ts'
import { type OpenZip, openZip } from '../source/zip-entries.ts'
import { folderLabel, type MediaKind, mediaKindOf, mostFileBytes, mostFiles, type OpenedFiles } from './found-files.ts'
import { labelled, mayBeTable } from './label-table.ts'

/**
 * A picture is compressed already: an entry that swells by more than this is no picture but a trap. Silence swells by as much
 * as is possible at all.
 */
const mostSwelling = { image: 200, audio: 2000 } as const satisfies Record<MediaKind, number>

/** Opens a zip of many files. @throws StudioError file-damaged, images-too-many, and as answered */
export function openFilesZip(path: string): Promise<OpenZip> {
  return withinTime(path, openZip(path, mostFiles)).catch((error: unknown) => {
    if (error instanceof Error && /^more than/.test(error.message)) {
      throw new StudioError('images-too-many', { path, limit: mostFiles })
    }
    throw damageError(error, path, 'ZIP')
  })
}

/** Lists the files of a kind in the order of their names. @throws StudioError as openFilesZip */
export async function zipFiles(path: string, kind: MediaKind): Promise<OpenedFiles> {
  const zip = await openFilesZip(path)
  const isTrap = ({ compressedSize, uncompressedSize }: { compressedSize: number; uncompressedSize: number }) =>
    uncompressedSize > mostFileBytes || uncompressedSize > (compressedSize + 1024) * mostSwelling[kind]
  const wanted = zip.entries.filter(
    (entry) => mediaKindOf(entry.fileName) === kind && !entry.isEncrypted() && !isTrap(entry),
  )
  wanted.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  const files = wanted.map((entry) => ({
    file: entry.fileName,
    label: folderLabel(entry.fileName),
    read: () => zip.read(entry),
  }))
  const tables = zip.entries
    .filter(({ fileName, uncompressedSize }) => mayBeTable(fileName) && uncompressedSize <= mostFileBytes)
    .map((entry) => ({ file: entry.fileName, bytes: entry.uncompressedSize, read: () => zip.read(entry) }))
  const { tables: used, ...found } = await labelled(files, tables)
  return {
    kind: 'zip',
    ...found,
    otherFiles: zip.entries.length - wanted.length - used,
    bytes: (await stat(path)).size,
    close: () => zip.close(),
  }
}
