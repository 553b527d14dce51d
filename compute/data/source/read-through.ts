/**
 * One pass over a whole file before it becomes a table: its hash, its line count, and proof that it is text.
 *
 * A UTF-8 file is only checked, at the speed of the disk, and read in place afterwards. Any other is written out as
 * UTF-8 on the way. Memory stays at a chunk or two whatever the file's size.
 */
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { StudioError } from '../../spec/errors.ts'
import { textDecoder } from './decode-text.ts'
import { OddSpaces } from './odd-spaces.ts'
import type { RecordSyntax } from '../records/record-scanner.ts'
import { type SourceFile, readChunks } from './source-file.ts'
import { type TextEncoding, wholeCharacters } from './text-encoding.ts'

/** The longest line, and the longest row of several lines, that is read. */
export const longestLineBytes = 4 << 20

/** What the pass found. */
export interface ReadThrough {
  /** Of the file's bytes as they are. */
  readonly sha256: string
  /** Lines with something in them. */
  readonly filledLines: number
  /** Whether empty lines come only at the end. */
  readonly gapless: boolean
  /** Whether there is white space other than plain spaces and line ends. */
  readonly oddSpaces: boolean
  /** The same text as UTF-8: the file itself, or the copy. */
  readonly utf8Path: string
}

/** That a file taken for UTF-8 is something else; where its first byte that is none is. */
export class NotUtf8Error extends Error {
  readonly offset: number

  constructor(offset: number) {
    super(`not UTF-8 at byte ${offset}`)
    this.name = 'NotUtf8Error'
    this.offset = offset
  }
}

export interface ReadThroughOptions {
  readonly encoding: TextEncoding
  /** Where the UTF-8 copy goes, if one is needed. */
  readonly copyPath: string
  /** How cells are told apart. */
  readonly syntax: RecordSyntax
  /** The byte that ends lines: 10, or 13 in files without any line feed. */
  readonly lineEnd: 10 | 13
  readonly signal: AbortSignal
  onBytes(done: number): void
}

/**
 * Reads the file from its first byte to its last.
 * @throws NotUtf8Error where it was to be UTF-8
 * @throws StudioError file-bad-encoding, file-has-nul-bytes, line-too-long, cancelled, file-not-readable
 */
export async function readThrough(source: SourceFile, options: ReadThroughOptions): Promise<ReadThrough> {
  const hash = createHash('sha256')
  const lines = new LineMeter(source, options.lineEnd)
  const odd = new OddSpaces(options.syntax)
  const plain = options.encoding === 'utf-8'
  const next = plain ? utf8Checker() : utf8Converter(source, options.encoding)
  const copy = plain ? null : await open(options.copyPath, 'wx')
  try {
    let done = 0
    for await (const chunk of readChunks(source, options.signal)) {
      hash.update(chunk)
      const text = next(chunk, false)
      lines.add(text)
      odd.add(done === 0 ? withoutMark(text) : text)
      await copy?.writeFile(text)
      done += chunk.length
      options.onBytes(done)
    }
    const text = next(Buffer.alloc(0), true)
    lines.add(text)
    odd.add(text)
    await copy?.writeFile(text)
  } finally {
    await copy?.close()
  }
  return {
    sha256: hash.digest('hex'),
    ...lines.count(),
    oddSpaces: odd.found,
    utf8Path: plain ? source.path : options.copyPath,
  }
}

/** A text's beginning without the mark of byte order, which no cell has. */
function withoutMark(text: Buffer): Buffer {
  return text.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? text.subarray(3) : text
}

/** Takes the file's chunks, gives its text as UTF-8. */
type ToUtf8 = (chunk: Buffer, last: boolean) => Buffer

function utf8Checker(): ToUtf8 {
  let begun: Buffer = Buffer.alloc(0)
  let offset = 0
  return (chunk, last) => {
    const text = begun.length === 0 ? chunk : Buffer.concat([begun, chunk])
    const whole = last ? text.length : wholeCharacters(text)
    const checked = text.subarray(0, whole)
    if (!isUtf8(checked)) throw new NotUtf8Error(offset + validUtf8Length(checked))
    offset += whole
    begun = Buffer.from(text.subarray(whole))
    return checked
  }
}

/** How many bytes at the beginning are valid UTF-8, for bytes that as a whole are not. */
function validUtf8Length(bytes: Buffer): number {
  let valid = 0
  let end = bytes.length
  // Whatever part is valid when cut at a character's end stays valid when shortened, so halving finds the place.
  while (end - valid > 1) {
    const middle = (valid + end) >> 1
    if (isUtf8(bytes.subarray(0, wholeCharacters(bytes.subarray(0, middle))))) valid = middle
    else end = middle
  }
  return valid
}

function utf8Converter(source: SourceFile, encoding: TextEncoding): ToUtf8 {
  const decode = textDecoder(encoding)
  let line = 1
  return (chunk, last) => {
    try {
      const text = decode(chunk, last)
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) line++
      return Buffer.from(text, 'utf8')
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw badEncoding(source, encoding, line + linesBeforeDamage(encoding, chunk))
    }
  }
}

/** Line ends before the first place in a chunk that is no text; the chunk's very first character may be cut in two. */
function linesBeforeDamage(encoding: TextEncoding, chunk: Uint8Array): number {
  const text = textDecoder(encoding, false)(chunk, true)
  return text.slice(0, text.indexOf('\ufffd', 1)).split('\n').length - 1
}

/** The error for text that isn't in the encoding it was to be in. `row` is the line in the file. */
export function badEncoding(source: SourceFile, encoding: TextEncoding, row: number): StudioError {
  return new StudioError('file-bad-encoding', { file: source.fileName, path: source.path, encoding, row })
}

/** Counts lines, and stops at a zero byte and at a line that would not fit in memory. */
class LineMeter {
  readonly #source: SourceFile
  readonly #lineEnd: number
  #ended = 0
  #filled = 0
  /** The last line, from 1, with something in it. */
  #lastFilled = 0
  /** Bytes of the line that has begun. */
  #open = 0

  constructor(source: SourceFile, lineEnd: number) {
    this.#source = source
    this.#lineEnd = lineEnd
  }

  add(text: Buffer): void {
    const zero = text.indexOf(0)
    let from = 0
    for (let end = text.indexOf(this.#lineEnd); end >= 0; end = text.indexOf(this.#lineEnd, from)) {
      if (zero >= 0 && zero < end) break
      this.#open += end - from
      if (this.#open > longestLineBytes) break
      // One byte may be the \r of an empty line.
      const empty = this.#open === 0 || (this.#open === 1 && (end === 0 || text[end - 1] === 0x0d))
      this.#end(empty)
      from = end + 1
    }
    this.#open += text.length - from
    if (zero >= 0) this.#fail('file-has-nul-bytes')
    if (this.#open > longestLineBytes) this.#fail('line-too-long')
  }

  /** To be called once, after the last chunk. */
  count(): Pick<ReadThrough, 'filledLines' | 'gapless'> {
    if (this.#open > 0) this.#end(false)
    return { filledLines: this.#filled, gapless: this.#lastFilled === this.#filled }
  }

  #end(empty: boolean): void {
    this.#ended++
    this.#open = 0
    if (empty) return
    this.#filled++
    this.#lastFilled = this.#ended
  }

  #fail(code: 'file-has-nul-bytes' | 'line-too-long'): never {
    const { fileName, path } = this.#source
    throw new StudioError(code, { file: fileName, path, row: this.#ended + 1, limitMb: longestLineBytes >> 20 })
  }
}
