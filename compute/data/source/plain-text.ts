/** Makes sure that a file's text is there as valid UTF-8, whatever encoding the file is in. */
import type { RecordSyntax } from '../records/record-scanner.ts'
import { NotUtf8Error, type ReadThrough, badEncoding, readThrough } from './read-through.ts'
import { type SourceFile, openSource, readChunks } from './source-file.ts'
import { type FoundEncoding, type TextEncoding, chineseOrWestern } from './text-encoding.ts'

export interface PlainText extends ReadThrough {
  /** The UTF-8 text: the source itself, or a copy. */
  readonly text: SourceFile
  /** The encoding that the file turned out to have, and why if that isn't what its beginning showed. */
  readonly encoding: TextEncoding
  readonly found: FoundEncoding | null
}

export interface PlainTextOptions {
  readonly encoding: TextEncoding
  /** Whether that is certain, or only what a beginning of pure ASCII suggested. */
  readonly certain: boolean
  readonly copyPath: string
  readonly syntax: RecordSyntax
  readonly lineEnd: 10 | 13
  readonly signal: AbortSignal
  onBytes(done: number): void
}

/** Bytes from the first one that is no UTF-8, in which the encoding is looked for. */
const windowBytes = 1 << 18

/**
 * Reads a file from its first byte to its last, and writes a UTF-8 copy where it isn't UTF-8 itself.
 * @throws StudioError as readThrough does
 */
export async function readPlainText(source: SourceFile, options: PlainTextOptions): Promise<PlainText> {
  const { encoding } = options
  try {
    const through = await readThrough(source, options)
    return { ...through, text: await openSource(through.utf8Path), encoding, found: null }
  } catch (error) {
    if (!(error instanceof NotUtf8Error)) throw error
    if (options.certain) throw badEncoding(source, encoding, await lineAt(source, error.offset, options))
    const found = chineseOrWestern(await bytesAt(source, error.offset, options.signal))
    const through = await readThrough(source, { ...options, encoding: found.encoding })
    return { ...through, text: await openSource(through.utf8Path), encoding: found.encoding, found }
  }
}

async function bytesAt(source: SourceFile, offset: number, signal: AbortSignal): Promise<Buffer> {
  for await (const chunk of readChunks(source, signal, offset)) return chunk.subarray(0, windowBytes)
  return Buffer.alloc(0)
}

/** The line, from 1, that a byte is in. */
async function lineAt(source: SourceFile, offset: number, { lineEnd, signal }: PlainTextOptions): Promise<number> {
  let line = 1
  let position = 0
  for await (const chunk of readChunks(source, signal)) {
    const before = chunk.subarray(0, offset - position)
    for (let i = before.indexOf(lineEnd); i >= 0; i = before.indexOf(lineEnd, i + 1)) line++
    position += chunk.length
    if (position >= offset) break
  }
  return line
}
