/** All pictures or recordings of a dataset in one zip, uncompressed and in the order of its rows: any other program can open it. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import { type FoundFile, mostFiles } from './found-files.ts'
import { openZip } from '../source/zip-entries.ts'

/** Bytes that may wait for the disk. */
const mostWaiting = 64 << 20
/** One date for all entries, so that the same files make the same file. */
const entryDate = new Date(1980, 0, 1)

export interface PackWriter {
  /** Adds the next row's file. Waits while the disk is behind. */
  add(file: Pick<FoundFile, 'file' | 'modifiedAt'>, content: Uint8Array): Promise<void>
  /** Ends the file. @returns SHA-256 over all names and contents */
  end(): Promise<string>
}

/** What files are known by: SHA-256 over their names and contents, in their order. */
export function filesHash() {
  const hash = createHash('sha256')
  return {
    /** @returns the content's own */
    add(file: string, content: Uint8Array): string {
      const digest = createHash('sha256').update(content).digest('hex')
      hash.update(JSON.stringify([file, digest]))
      return digest
    },
    end: () => hash.digest('hex'),
  }
}

/** Begins a zip. Its folder has to be there. */
export function writePack(path: string): PackWriter {
  const zip = new ZipFile()
  const out = createWriteStream(path)
  const closed = once(out, 'close')
  closed.catch(() => undefined)
  zip.outputStream.pipe(out)
  const hash = filesHash()
  let added = 0
  return {
    async add({ file }, content) {
      hash.add(file, content)
      zip.addBuffer(Buffer.from(content), file, { compress: false, mtime: entryDate })
      added += content.length
      while (added - out.bytesWritten > mostWaiting && out.errored === null) await setTimeout(5)
      if (out.errored !== null) throw out.errored
    },
    async end() {
      zip.end()
      await closed
      if (out.errored !== null) throw out.errored
      return hash.end()
    },
  }
}

export interface Pack {
  readonly files: readonly string[]
  /** Size and CRC-32 of each, in a zip: other ones are other contents, the same ones most likely the same. */
  readonly sums?: readonly string[]
  /** The file of a row. */
  read(row: number): Promise<Uint8Array>
  close(): void
}

/** Opens a dataset's files. @throws Error where the file is missing or damaged */
export async function openPack(path: string): Promise<Pack> {
  const zip = await openZip(path, mostFiles)
  return {
    files: zip.entries.map(({ fileName }) => fileName),
    sums: zip.entries.map(({ uncompressedSize, crc32 }) => `${uncompressedSize} ${crc32}`),
    async read(row) {
      const entry = zip.entries[row]
      if (entry === undefined) throw new RangeError(`row ${row} has no file`)
      return zip.read(entry)
    },
    close: () => zip.close(),
  }
}
