/** The pictures in a zip, without unpacking it. Names that lead out of it and contents that swell are refused by the reader. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import { folderLabel, isImageName, mostImages, withoutSoleClass } from './found-images.ts'
import type { OpenedImages } from './found-images.ts'
import { openZip } from '../source/zip-entries.ts'

/** A picture whose file is larger is left out unread. */
const mostFileBytes = 256 << 20
/** A picture is compressed already: an entry that swells by more than this is no picture but a trap. */
const mostSwelling = 200

/** Lists the pictures in the order of their names. @throws StudioError file-not-readable, images-too-many */
export async function zipImages(path: string): Promise<OpenedImages> {
  const file = basename(path)
  const zip = await openZip(path, mostImages).catch((error: unknown) => {
    if (error instanceof Error && /^more than/.test(error.message)) {
      throw new StudioError('images-too-many', { path, limit: mostImages })
    }
    throw new StudioError('file-not-readable', { file, path }, { cause: error })
  })
  const isTrap = ({ compressedSize, uncompressedSize }: { compressedSize: number; uncompressedSize: number }) =>
    uncompressedSize > mostFileBytes || uncompressedSize > (compressedSize + 1024) * mostSwelling
  const pictures = zip.entries.filter((entry) => {
    const isCompanion = entry.fileName.startsWith('__MACOSX/')
    return isImageName(entry.fileName) && !isCompanion && !entry.isEncrypted() && !isTrap(entry)
  })
  pictures.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  const images = withoutSoleClass(
    pictures.map((entry) => ({
      file: entry.fileName,
      label: folderLabel(entry.fileName),
      read: () => zip.read(entry),
    })),
  )
  return {
    kind: 'zip',
    images,
    labelsFrom: images.some(({ label }) => label !== null) ? 'folders' : 'none',
    otherFiles: zip.entries.length - pictures.length,
    bytes: (await stat(path)).size,
    close: () => zip.close(),
  }
}
