/**
 * Which encoding a file's text is in, told from its first bytes.
 *
 * A byte-order mark says it. Without one, valid UTF-8 is taken as UTF-8 (other text is hardly ever valid by chance),
 * UTF-16 shows by its zero bytes on one side, and GB18030 and Latin-1 are told apart by which pairs their bytes form.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import { type Message, message } from '../../spec/message.ts'
import type { TableDialect } from '../../spec/table-dialect.ts'

export type TextEncoding = TableDialect['encoding']

export interface FoundEncoding {
  readonly encoding: TextEncoding
  /** False where nothing but ASCII was seen: what comes later may still show another encoding. */
  readonly certain: boolean
  readonly reason: Message
}

const byteOrderMarks: readonly { readonly bytes: readonly number[]; readonly encoding: TextEncoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

/**
 * The encoding of a text, or null where its zero bytes fit none.
 * @param complete whether `head` is the whole file; otherwise it may end within a character.
 */
export function detectEncoding(head: Buffer, complete: boolean): FoundEncoding | null {
  const marked = byteOrderMarks.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
  if (marked !== undefined) {
    return { encoding: marked.encoding, certain: true, reason: message('data.encoding.byteOrderMark') }
  }
  if (head.includes(0)) {
    const encoding = utf16ByZeros(head)
    return encoding && { encoding, certain: true, reason: message('data.encoding.zeroBytes') }
  }
  if (isUtf8(complete ? head : head.subarray(0, wholeCharacters(head)))) {
    const ascii = isAscii(head)
    return {
      encoding: 'utf-8',
      certain: !ascii,
      reason: message(ascii ? 'data.encoding.ascii' : 'data.encoding.validUtf8'),
    }
  }
  return chineseOrWestern(head)
}

/** GB18030 or Latin-1, for text that is no UTF-8. */
export function chineseOrWestern(bytes: Uint8Array): FoundEncoding {
  const pairs = gb18030Pairs(bytes)
  if (pairs.common > 0 && pairs.common >= 0.6 * pairs.all) {
    const share = Math.round((100 * pairs.common) / pairs.all)
    return { encoding: 'gb18030', certain: true, reason: message('data.encoding.chinesePairs', { share }) }
  }
  return { encoding: 'latin-1', certain: true, reason: message('data.encoding.westernLetters') }
}

/** Length of the part of a UTF-8 text that ends with a whole character. */
export function wholeCharacters(text: Uint8Array): number {
  for (let back = 1; back <= Math.min(4, text.length); back++) {
    const byte = text[text.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? text.length - back : text.length
    }
  }
  return text.length
}

/**
 * In UTF-16 the high byte of Latin letters, digits and separators is zero, so zeros are on one side of the pairs.
 * Even a wholly Chinese table has its separators and line ends.
 */
function utf16ByZeros(head: Uint8Array): TextEncoding | null {
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]!++
  const [even, odd] = zeros as [number, number]
  if (even + odd < head.length / 200) return null
  // Half of the bytes are zero where all characters are ASCII; fewer are only strewn into a text of single bytes.
  if (even + odd < 0.4 * head.length && isAscii(head)) return null
  if (odd > 20 * even) return 'utf-16le'
  if (even > 20 * odd) return 'utf-16be'
  return null
}

/**
 * Counts the characters beyond ASCII of a text read as GB18030, and those among them that Chinese text is made of:
 * the 3,755 common characters (GB 2312 level 1, first byte B0 to D7) and Chinese punctuation (A1 to A3). In Western
 * text a byte over 7F stands alone: its accented letters (from C0) and the letter after it form a rare character or
 * none at all. A byte that fits nowhere counts as a character of its own, so one damaged byte decides nothing.
 */
function gb18030Pairs(bytes: Uint8Array): { all: number; common: number } {
  let all = 0
  let common = 0
  for (let i = 0; i < bytes.length; all++) {
    while (i < bytes.length && bytes[i]! < 0x80) i++
    if (i + 1 >= bytes.length) break
    const first = bytes[i]!
    const second = bytes[i + 1]!
    const lead = first > 0x80 && first < 0xff
    if (lead && second >= 0x30 && second <= 0x39) i += 4
    else if (lead && second >= 0x40 && second !== 0x7f && second !== 0xff) i += 2
    else i += 1
    if (second >= 0xa1 && second !== 0xff && ((first >= 0xb0 && first <= 0xd7) || (first >= 0xa1 && first <= 0xa3)))
      common++
  }
  return { all, common }
}
