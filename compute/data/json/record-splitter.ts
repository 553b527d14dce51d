/**
 * Finds the records in a JSON text that arrives in chunks: objects one after the other (JSON lines, however they are
 * broken into lines), or the objects of one array. Only brackets and strings are looked at here; what is inside a record
 * is read by `record-texts`. Memory stays at a record and a chunk.
 */

/** What keeps the rest of a text from being told apart, and the line, from 1, where that is. */
export interface JsonFault {
  readonly kind: 'json-not-valid' | 'json-not-records' | 'json-too-deep' | 'line-too-long'
  readonly line: number
}

export interface JsonLimits {
  readonly recordBytes: number
  readonly depth: number
}

/** The deepest that a record's values may be nested: tables aren't, and readers with a stack would overflow theirs. */
export const deepest = 200

const [quote, backslash, comma, lineFeed] = [0x22, 0x5c, 0x2c, 0x0a]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/** What may come between records. */
type Expected = 'first' | 'value' | 'value-or-end' | 'separator' | 'nothing'

export class JsonRecordSplitter {
  fault: JsonFault | null = null
  /** Bytes up to the end of the last record. */
  splitBytes = 0

  readonly #limits: JsonLimits
  /** Whether the text is one array. */
  #array = false
  #expected: Expected = 'first'
  #line = 1
  #recordLine = 1
  #depth = 0
  #inString = false
  #escaped = false
  /** The beginning of a record whose end has not arrived. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(limits: JsonLimits) {
    this.#limits = limits
  }

  /**
   * Goes on with the next chunk; `last` says that the text ends with it. The callback gets each record's bytes and the
   * line it begins on, and may return false to stop; then the splitter is of no further use.
   */
  split(chunk: Buffer, last: boolean, onRecord: (record: Buffer, line: number) => boolean): void {
    if (this.fault !== null) return
    const carried = this.#rest.length
    const text = carried === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let start = 0
    let i = carried
    if (this.#expected === 'first' && carried === 0 && text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) i = 3
    for (; i < text.length; i++) {
      const byte = text[i]!
      if (byte === lineFeed) this.#line++
      if (this.#depth === 0) {
        if (this.#begins(byte)) start = i
        if (this.#failed()) return
      } else if (this.#inside(byte)) {
        if (i + 1 - start > this.#limits.recordBytes) {
          this.#fail('line-too-long', this.#recordLine)
          return
        }
        this.#expected = this.#array ? 'separator' : 'value'
        this.splitBytes += i + 1 - start
        if (!onRecord(text.subarray(start, i + 1), this.#recordLine)) return
        start = i + 1
      } else if (this.#depth > this.#limits.depth) {
        this.#fail('json-too-deep', this.#line)
        return
      }
    }
    const open = this.#depth > 0
    if (open && text.length - start > this.#limits.recordBytes) {
      this.#fail('line-too-long', this.#recordLine)
      return
    }
    if (last && open) {
      this.#fail('json-not-valid', this.#recordLine)
      return
    }
    if (last && this.#array && this.#expected !== 'nothing') {
      this.#fail('json-not-valid', this.#line)
      return
    }
    this.#rest = open ? Buffer.from(text.subarray(start)) : Buffer.alloc(0)
  }

  /** Between records: whether one begins with this byte. */
  #begins(byte: number): boolean {
    if (byte === 0x20 || byte === 0x09 || byte === lineFeed || byte === 0x0d) return false
    const expected = this.#expected
    if (byte === openBracket && expected === 'first') {
      this.#array = true
      this.#expected = 'value-or-end'
      return false
    }
    if (byte === openBrace && expected !== 'separator' && expected !== 'nothing') {
      this.#depth = 1
      this.#recordLine = this.#line
      return true
    }
    if (this.#array && byte === comma && expected === 'separator') this.#expected = 'value'
    else if (this.#array && byte === closeBracket && (expected === 'separator' || expected === 'value-or-end')) {
      this.#expected = 'nothing'
    } else this.#fail(isValue(byte) && expected !== 'separator' ? 'json-not-records' : 'json-not-valid', this.#line)
    return false
  }

  /** Inside a record: whether it ends with this byte. */
  #inside(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false
      else if (byte === backslash) this.#escaped = true
      else if (byte === quote) this.#inString = false
      return false
    }
    if (byte === quote) this.#inString = true
    else if (byte === openBrace || byte === openBracket) this.#depth++
    else if (byte === closeBrace || byte === closeBracket) return --this.#depth === 0
    return false
  }

  /** A function, because the compiler doesn't expect that another call has set it. */
  #failed(): boolean {
    return this.fault !== null
  }

  #fail(kind: JsonFault['kind'], line: number): void {
    this.fault = { kind, line }
  }
}

/** Whether a JSON value other than an object may begin with this byte. */
function isValue(byte: number): boolean {
  const character = String.fromCharCode(byte)
  return '["-0123456789tfnNI'.includes(character)
}
