/**
 * Splits delimited text into records and cells: the definition of how this app reads such a file.
 *
 * - A record ends at \n, \r\n or \r outside quotes; inside quotes a cell may span lines.
 * - A cell is quoted when its first character, after at most one space, is the quote mark; a doubled mark inside
 *   stands for one.
 *   A mark anywhere else is a character like any other, and so is whatever follows a closing mark on the same line.
 * - Lines of nothing but white space are no records.
 *
 * DuckDB reads whole files much faster and agrees with this wherever it accepts a file (a test holds that). This
 * scanner looks at beginnings, finds out what is wrong with a file that DuckDB refuses, and puts odd files right.
 */
import { RecordPlaces, type ScannedRecord } from './scanned-record.ts'

/** How cells are told apart. */
export interface RecordSyntax {
  readonly delimiter: string
  /** The empty string where nothing is quoted. */
  readonly quote: string
}

/** What is wrong with a text so that nothing after it can be told apart, and the line where that begins. */
export interface RecordFault {
  readonly kind: 'quote-not-closed' | 'line-too-long'
  readonly line: number
}

const space = 0x20
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Returned instead of the place of the next record where this one's end has not arrived, or never will. */
const noEnd = -1

/** Splits one text that arrives in chunks of UTF-8. */
export class RecordScanner {
  /** Set once the rest of the text can't be told apart; no record follows then. */
  fault: RecordFault | null = null
  /** Bytes of the text up to the end of the last record. */
  scannedBytes = 0

  readonly #delimiter: number
  /** −1, which no byte equals, where nothing is quoted. */
  readonly #quote: number
  readonly #longest: number
  readonly #record: RecordPlaces
  #line = 1
  #begun = false
  /** The bytes of a record whose end has not arrived. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(syntax: RecordSyntax, longestRecordBytes: number) {
    this.#delimiter = syntax.delimiter.charCodeAt(0)
    this.#quote = syntax.quote === '' ? -1 : syntax.quote.charCodeAt(0)
    this.#longest = longestRecordBytes
    this.#record = new RecordPlaces(syntax.quote)
  }

  /**
   * Scans on with the next chunk; `last` says that the text ends with it. The callback gets each record and may
   * return false to stop; then the scanner is of no further use.
   */
  scan(chunk: Buffer, last: boolean, onRecord: (record: ScannedRecord) => boolean): void {
    let text = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    if (!this.#begun) {
      this.#begun = true
      if (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) text = text.subarray(3)
    }
    let position = 0
    while (position < text.length) {
      const next = this.#scanRecord(text, position, last)
      if (next === noEnd) break
      this.scannedBytes += next - position
      position = next
      if (!this.#record.isBlank() && !onRecord(this.#record)) return
    }
    // A copy, so that a chunk need not stay in memory for its last bytes.
    this.#rest = Buffer.from(text.subarray(position))
  }

  #scanRecord(text: Buffer, from: number, last: boolean): number {
    const end = text.length
    this.#record.begin(text, this.#line)
    let line = this.#line
    for (let i = from; ;) {
      const start = i
      if (text[i] === space && text[i + 1] === this.#quote) i++
      if (text[i] === this.#quote && i < end) {
        const opened = line
        const contentStart = ++i
        let doubled = false
        for (;;) {
          while (i < end && text[i] !== this.#quote) {
            if (text[i] === lineFeed || (text[i] === carriageReturn && text[i + 1] !== lineFeed)) line++
            i++
          }
          if (i >= end) return this.#unfinished(end - from, last, 'quote-not-closed', opened, line > opened)
          if (text[i + 1] !== this.#quote) break
          doubled = true
          i += 2
        }
        const contentEnd = i++
        let tail = false
        for (; i < end && !this.#endsCell(text[i]!); i++) tail ||= text[i] !== space
        if (tail && line > opened) return this.#fail('quote-not-closed', opened)
        this.#record.addQuoted(contentStart, contentEnd, i, doubled)
        this.#record.odd ||= tail
      } else {
        while (i < end && !this.#endsCell(text[i]!)) i++
        this.#record.addPlain(start, i)
      }
      // Whatever comes next may still belong to this cell or, after \r, to this line end.
      const cutOff = i >= end || (text[i] === carriageReturn && i + 1 >= end)
      if (cutOff && !last) return this.#unfinished(end - from, last, 'line-too-long', this.#line, false)
      if (i < end && text[i] === this.#delimiter) {
        i++
        continue
      }
      if (i - from > this.#longest) return this.#fail('line-too-long', this.#line)
      this.#record.multiline = line > this.#line
      this.#line = i < end ? line + 1 : line
      return i + (text[i] === carriageReturn && text[i + 1] === lineFeed ? 2 : 1)
    }
  }

  #endsCell(byte: number): boolean {
    return byte === this.#delimiter || byte === lineFeed || byte === carriageReturn
  }

  /** The text ends within a record: for good, or until the next chunk, unless it is too long already. */
  #unfinished(length: number, last: boolean, kind: RecordFault['kind'], line: number, multiline: boolean): number {
    if (last) return this.#fail(kind, line)
    if (length > this.#longest) return this.#fail(multiline ? 'quote-not-closed' : 'line-too-long', line)
    return noEnd
  }

  #fail(kind: RecordFault['kind'], line: number): number {
    this.fault = { kind, line }
    return noEnd
  }
}
