/**
 * The file that a table comes from, as the operating system sees it: opened, read in chunks, and watched for changes.
 *
 * It is only ever read, never written, moved or locked.
 */
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { StudioError } from '../../spec/errors.ts'
import { readError } from './read-error.ts'
import { withinTime } from './within-time.ts'

/** A file that is there and can be read. */
export interface SourceFile {
  readonly path: string
  /** The name alone, as messages show it. */
  readonly fileName: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
  /** Differs as soon as the file is another one, or was written to. */
  readonly identity: string
  /** Of a folder: its identity as it is now. */
  readonly identify?: () => Promise<string>
}

/** Milliseconds for which the closing of a file is waited for. */
const closingMs = 1000

/** A chunk that is read at once: large enough for the disk, small enough to cancel between two of them. */
export const chunkBytes = 1 << 20

/**
 * Looks at a file before anything is read of it.
 * @throws StudioError file-not-found, file-is-a-folder, file-empty, and as readError
 */
export async function openSource(path: string): Promise<SourceFile> {
  const absolute = resolve(path)
  const source = await describe(absolute)
  if (source.bytes === 0) throw new StudioError('file-empty', { file: source.fileName, path: absolute })
  await withFile(source, async (file) => {
    await file.read(Buffer.alloc(1), 0, 1, 0)
  })
  return source
}

/**
 * Checks that the file is still the one that was opened.
 * @throws StudioError file-changed-while-reading
 */
export async function assertUnchanged(source: SourceFile): Promise<void> {
  const identify = source.identify ?? (() => describe(source.path).then(({ identity }) => identity))
  const now = await identify().catch(() => null)
  if (now !== source.identity) {
    throw new StudioError('file-changed-while-reading', { file: source.fileName, path: source.path })
  }
}

/** The first bytes of the file, `limit` of them or all there are. */
export async function readHead(source: SourceFile, limit: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(limit, source.bytes))
  const length = await withFile(source, async (file) => {
    let filled = 0
    while (filled < head.length) {
      const { bytesRead } = await file.read(head, filled, head.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  })
  return head.subarray(0, length)
}

/**
 * The bytes of a file in chunks, each in memory of its own, or all in the one that is given (of `chunkBytes`), one after the
 * other. Ends early with `cancelled` when the signal says so.
 * @throws StudioError cancelled, source-not-answering, and as readError
 */
export async function* readChunks(
  source: SourceFile,
  signal: AbortSignal,
  from = 0,
  memory?: Buffer,
): AsyncGenerator<Buffer> {
  const file = await withinTime(source.path, open(source.path, 'r'), { signal }).catch((error: unknown) => {
    throw readError(error, source.path)
  })
  try {
    for (let position = from; ;) {
      if (signal.aborted) throw new StudioError('cancelled')
      const chunk = memory ?? Buffer.allocUnsafeSlow(chunkBytes)
      const read = withinTime(source.path, file.read(chunk, 0, chunkBytes, position), { signal })
      const { bytesRead } = await read.catch((error: unknown) => {
        throw readError(error, source.path)
      })
      if (bytesRead === 0) return
      position += bytesRead
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await closed(file)
  }
}

/** Closing waits for what a drive that stalls was asked before: that is not waited for. */
function closed(file: FileHandle): Promise<void> {
  const closing = file.close()
  closing.catch(() => undefined)
  return Promise.race([closing, setTimeout(closingMs, undefined, { ref: false })])
}

async function describe(path: string): Promise<SourceFile> {
  const fileName = basename(path)
  const found = await withinTime(path, stat(path, { bigint: true })).catch((error: unknown) => {
    throw readError(error, path)
  })
  if (found.isDirectory()) throw new StudioError('file-is-a-folder', { file: fileName, path })
  // A pipe or a device has no end to wait for and can't be read twice.
  if (!found.isFile()) throw new StudioError('file-not-readable', { file: fileName, path })
  return {
    path,
    fileName,
    bytes: Number(found.size),
    modifiedAt: Number(found.mtimeMs),
    identity: `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}`,
  }
}

async function withFile<T>(source: SourceFile, use: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    const file = await withinTime(source.path, open(source.path, 'r'))
    try {
      return await withinTime(source.path, use(file))
    } finally {
      await closed(file)
    }
  } catch (error) {
    throw readError(error, source.path)
  }
}
