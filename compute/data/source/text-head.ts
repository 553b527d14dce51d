/** The beginning of a file as text: in which encoding it is, and why, whatever is to be made of it. */
import { StudioError } from '../../spec/errors.ts'
import { textDecoder } from './decode-text.ts'
import { looksBinary } from './file-signature.ts'
import { badEncoding } from './read-through.ts'
import { type SourceFile, readHead } from './source-file.ts'
import { type FoundEncoding, type TextEncoding, detectEncoding } from './text-encoding.ts'

export interface TextHead extends FoundEncoding {
  /** The beginning as UTF-8, up to its last whole character. */
  readonly text: Buffer
  /** Bytes of the file that it was made of. */
  readonly bytes: number
  /** Whether that is the whole file. */
  readonly whole: boolean
}

/**
 * Reads and decodes the beginning of a file.
 * @param given the encoding that a person chose
 * @throws StudioError file-not-a-table, file-has-nul-bytes, file-bad-encoding, file-not-readable
 */
export async function readTextHead(
  source: SourceFile,
  limit: number,
  given: TextEncoding | undefined,
): Promise<TextHead> {
  const head = await readHead(source, limit)
  const whole = head.length >= source.bytes
  const found = findEncoding(source, head, whole, given)
  return { ...found, text: decodeHead(source, head, whole, found.encoding), bytes: head.length, whole }
}

function findEncoding(
  source: SourceFile,
  head: Buffer,
  whole: boolean,
  given: TextEncoding | undefined,
): FoundEncoding {
  const found = detectEncoding(head, whole)
  if (found === null) {
    if (looksBinary(head)) throw binary(source)
    if (given === undefined) throw nulBytes(source, head.subarray(0, head.indexOf(0)).toString('latin1'))
  }
  if (given === undefined) return found!
  // UTF-16 without a zero byte has no line end, and in the wrong byte order it is valid text of nonsense.
  const isUtf16 = given === 'utf-16le' || given === 'utf-16be'
  if (isUtf16 && found !== null && found.encoding !== given) throw badEncoding(source, given, 1)
  return { encoding: given, certain: true, reason: found?.reason ?? { key: 'data.encoding.ascii', params: {} } }
}

function decodeHead(source: SourceFile, head: Buffer, whole: boolean, encoding: TextEncoding): Buffer {
  let text: string
  try {
    text = textDecoder(encoding)(head, whole)
  } catch {
    const damaged = textDecoder(encoding, false)(head, whole)
    throw badEncoding(source, encoding, damaged.slice(0, damaged.indexOf('\ufffd')).split('\n').length)
  }
  const zero = text.indexOf('\0')
  if (zero >= 0) throw nulBytes(source, text.slice(0, zero))
  if (looksBinary(Buffer.from(text.slice(0, 65_536)))) throw binary(source)
  return Buffer.from(text, 'utf8')
}

const binary = ({ fileName, path }: SourceFile) =>
  new StudioError('file-not-a-table', { file: fileName, path, format: 'binary' })

function nulBytes({ fileName, path }: SourceFile, before: string): StudioError {
  return new StudioError('file-has-nul-bytes', { file: fileName, path, row: before.split('\n').length })
}
