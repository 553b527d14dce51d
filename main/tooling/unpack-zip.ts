/** Unpacks a zip file as a stream, entry by entry, with chosen entries left out or renamed. */
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, open, type ZipFile } from 'yauzl'

/**
 * Unpacks `zip` into `folder`. `place` gives each entry's path below the folder, or null to leave it out. Paths that
 * would leave the folder are refused by the reader; file modes are kept.
 * @param onProgress called with the share done, 0 to 1
 */
export async function unpackZip(
  zip: string,
  folder: string,
  place: (path: string) => string | null,
  onProgress: (share: number) => void,
): Promise<void> {
  const archive = await openZip(zip)
  let bytesSeen = 0
  try {
    for (let entry = await nextEntry(archive); entry !== null; entry = await nextEntry(archive)) {
      bytesSeen += entry.compressedSize
      onProgress(bytesSeen / archive.fileSize)
      const path = entry.fileName.endsWith('/') ? null : place(entry.fileName)
      if (path === null) continue
      const target = join(folder, path)
      await mkdir(dirname(target), { recursive: true })
      await pipeline(await contentOf(archive, entry), createWriteStream(target, { mode: modeOf(entry) }))
    }
  } finally {
    archive.close()
  }
}

/** The upper half of the external attributes holds the Unix mode, where the zip was made on Unix. */
function modeOf(entry: Entry): number {
  const mode = (entry.externalFileAttributes >>> 16) & 0o777
  return mode === 0 ? 0o644 : mode
}

function openZip(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: false }, (error, archive) => {
      if (error === null) resolve(archive)
      else reject(error)
    })
  })
}

function nextEntry(archive: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      archive.removeAllListeners()
      done()
    }
    archive.once('entry', (entry: Entry) => settle(() => resolve(entry)))
    archive.once('end', () => settle(() => resolve(null)))
    archive.once('error', (error: Error) => settle(() => reject(error)))
    archive.readEntry()
  })
}

function contentOf(archive: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream)
      else reject(error)
    })
  })
}
