/** Reads zip files entry by entry, within limits: what an entry claims and what it gives are both checked. */
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

/** A zip that is open. */
export interface OpenZip {
  readonly entries: readonly Entry[]
  /** An entry's content. @throws Error where it is damaged or larger than it says */
  read(entry: Entry): Promise<Buffer>
  /** An entry's content as it comes; it fails where it is damaged or larger than it says. */
  stream(entry: Entry): Promise<Readable>
  close(): void
}

const openFile = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/** Opens a zip and lists its files. @throws Error where it is none, is damaged, or has more than `most` entries */
export async function openZip(path: string, most: number): Promise<OpenZip> {
  const zip = await openFile(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  const entries: Entry[] = []
  try {
    if (zip.entryCount > most) throw new Error(`more than ${most} entries`)
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject)
      zip.on('end', resolve)
      zip.on('entry', (entry: Entry) => {
        if (!entry.fileName.endsWith('/')) entries.push(entry)
        zip.readEntry()
      })
      zip.readEntry()
    })
  } catch (error) {
    zip.close()
    throw error
  }
  return {
    entries,
    read: (entry) => readEntry(zip, entry),
    stream: (entry) => streamEntry(zip, entry),
    close: () => zip.close(),
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await streamEntry(zip, entry)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function streamEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream)
      else reject(error)
    })
  })
}
