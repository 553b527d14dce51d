/**
 * Takes a regular delimited text apart into typed columns, byte by byte and once: each row on a line of its own with as many
 * cells as there are columns, cells in quotes quoted whole. Whatever is otherwise is left to SQL and our own scanner.
 */
import type { MapEntry } from '../parquet/column-pages.ts'
import type { RecordSyntax } from '../records/record-scanner.ts'
import { hasTime } from '../kinds/date-format.ts'
import type { ColumnLayout, TableLayout } from '../storage/table-layout.ts'
import { CellTexts } from './cell-texts.ts'
import { IrregularCells } from './irregular-cells.ts'
import { LaidOutTexts } from './laid-out-texts.ts'
import { decimalCell, irregular, momentCell, shortestCell, wholeCell } from './measured-cells.ts'
import { TextCodes } from './text-codes.ts'

/** How a column's cells are read. */
const ways = { whole: 0, decimal: 1, shortest: 2, moment: 3, coded: 4, free: 5 } as const

const [lineFeed, carriageReturn] = [0x0a, 0x0d]
/** Texts of all columns that are in memory together, before rows are written. */
const mostTextBytes = 32 << 20
/** With more different texts, a column's texts are written as they are. */
const mostCodes = 100_000

/** The first bytes of characters that are white space, among them those of many others. */
const spaceLeads = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte <= 0x20 || [0xc2, 0xe1, 0xe2, 0xe3, 0xef].includes(byte) ? 1 : 0,
)

export class RowScanner {
  /** Rows that were read since they were last taken. */
  rows = 0
  /** Texts that values don't give back. */
  kept: MapEntry[] = []
  /** By columns' positions: values of numbers and dates, codes of texts, and texts that have no codes. */
  readonly numbers: (Float64Array | undefined)[]
  readonly codes: readonly (Int32Array | undefined)[]
  readonly dictionaries: readonly (TextCodes | undefined)[]
  readonly texts: (LaidOutTexts | undefined)[]
  readonly #columns: readonly ColumnLayout[]
  readonly #rowsAtOnce: number
  readonly #ways: Uint8Array
  readonly #decimals: Int32Array
  readonly #timed: readonly boolean[]
  readonly #irregular: readonly (IrregularCells | undefined)[]
  readonly #cells: CellTexts
  readonly #delimiter: number
  readonly #quote: number
  readonly #mark: number
  /** 1 for the bytes that end a cell, and for the quote mark. */
  readonly #special = new Uint8Array(256)
  #returns: boolean | null = null
  #isFull = false
  #textBytes = 0
  /** Whether the cell in quotes that was read last has a mark in it. */
  #hasMark = false

  constructor(layout: TableLayout, syntax: RecordSyntax, rowsAtOnce: number) {
    const { columns, dialect } = layout
    this.#columns = columns
    this.#rowsAtOnce = rowsAtOnce
    this.#delimiter = syntax.delimiter.charCodeAt(0)
    this.#quote = syntax.quote === '' ? -1 : syntax.quote.charCodeAt(0)
    this.#mark = dialect.decimal.charCodeAt(0)
    for (const byte of [this.#delimiter, this.#quote, lineFeed, carriageReturn]) if (byte >= 0) this.#special[byte] = 1
    this.#cells = new CellTexts(syntax.quote, dialect.missing)
    const isMeasured = ({ kind }: ColumnLayout) => kind === 'number' || kind === 'date'
    const isFree = ({ kind }: ColumnLayout) => kind === 'text'
    const isCoded = (column: ColumnLayout) => !isMeasured(column) && !isFree(column)
    this.#ways = Uint8Array.from(columns, wayOf)
    this.#decimals = Int32Array.from(columns, ({ decimals }) => decimals ?? -1)
    this.#timed = columns.map(({ dateFormats }) => hasTime(dateFormats[0] ?? ''))
    this.#irregular = columns.map((one) => (isMeasured(one) ? new IrregularCells(one, layout, this.#cells) : undefined))
    this.numbers = columns.map((one) => (isMeasured(one) ? new Float64Array(rowsAtOnce) : undefined))
    this.codes = columns.map((one) => (isCoded(one) ? new Int32Array(rowsAtOnce) : undefined))
    this.dictionaries = columns.map((one) => (isCoded(one) ? new TextCodes(this.#cells) : undefined))
    this.texts = columns.map((one) => (isFree(one) ? new LaidOutTexts(rowsAtOnce) : undefined))
  }

  /** Whether the rows are to be taken before more are read. */
  get isFull(): boolean {
    return this.#isFull || this.rows === this.#rowsAtOnce
  }

  /**
   * Reads rows until it is full or they are at an end.
   * @param bytes whole lines, from a row's beginning to behind the line feed at `end`
   * @returns the place behind the last row that was read, or `irregular`
   */
  scan(bytes: Uint8Array, from: number, end: number): number {
    const last = this.#columns.length - 1
    const delimiter = this.#delimiter
    let at = from
    while (at < end && !this.isFull) {
      const row = this.rows
      for (let column = 0; column <= last; column++) {
        let place = this.#cell(bytes, at, column, row)
        if (place === irregular) place = this.#irregularCell(bytes, at, column)
        if (place === irregular) return irregular
        if (column < last) {
          if (bytes[place] !== delimiter) return irregular
          at = place + 1
        } else {
          at = this.#lineEnd(bytes, place)
          if (at === irregular) return irregular
        }
      }
      this.rows = row + 1
    }
    return at
  }

  /** Makes room for more rows. What was in the columns' memory is of no more use. */
  clear(): void {
    this.rows = 0
    this.kept = []
    this.#isFull = false
    this.#textBytes = 0
    for (const texts of this.texts) texts?.clear()
    for (const [column, dictionary] of this.dictionaries.entries()) {
      if (dictionary === undefined || dictionary.texts.length < mostCodes || this.texts[column] !== undefined) continue
      this.texts[column] = new LaidOutTexts(this.#rowsAtOnce)
      this.#ways[column] = ways.free
    }
  }

  #cell(bytes: Uint8Array, at: number, column: number, row: number): number {
    const way = this.#ways[column]!
    if (way === ways.coded) return this.#codedCell(bytes, at, column, row)
    if (way === ways.free) return this.#freeCell(bytes, at, column)
    const values = this.numbers[column]!
    const delimiter = this.#delimiter
    if (way === ways.whole) return wholeCell(bytes, at, delimiter, values, row)
    if (way === ways.moment) return momentCell(bytes, at, delimiter, values, row, this.#timed[column]!)
    const mark = this.#mark
    if (way === ways.shortest) return shortestCell(bytes, at, delimiter, values, row, mark)
    return decimalCell(bytes, at, delimiter, values, row, this.#decimals[column]!, mark)
  }

  #codedCell(bytes: Uint8Array, at: number, column: number, row: number): number {
    const special = this.#special
    const quote = this.#quote
    let place = at
    let byte = bytes[at]!
    // The last eight bytes are gathered on the way: most texts are no longer.
    let first = 0
    let last = 0
    if (byte === quote) {
      place = this.#quotedEnd(bytes, at)
      if (place === irregular) return irregular
      for (let i = Math.max(at, place - 8); i < place; i++) {
        first = (first << 8) | (last >>> 24)
        last = (last << 8) | bytes[i]!
      }
    } else {
      while (special[byte] === 0) {
        first = (first << 8) | (last >>> 24)
        last = (last << 8) | byte
        byte = bytes[++place]!
      }
      if (byte === quote) return irregular
    }
    this.codes[column]![row] = this.dictionaries[column]!.codeOf(bytes, at, place, first, last)
    return place
  }

  #freeCell(bytes: Uint8Array, at: number, column: number): number {
    const texts = this.texts[column]!
    const isQuoted = bytes[at] === this.#quote
    const place = isQuoted ? this.#quotedEnd(bytes, at) : this.#plainEnd(bytes, at)
    if (place === irregular) return irregular
    const start = isQuoted ? at + 1 : at
    const end = isQuoted ? place - 1 : place
    const isPlain = end - start > this.#cells.longestMissing && !this.#mayCling(bytes, start, end)
    if (isPlain && !(isQuoted && this.#hasMark)) {
      texts.add(this.rows, bytes, start, end)
    } else {
      const text = this.#cells.textOf(bytes, at, place)
      const written = Buffer.from(text ?? '')
      if (text === null) texts.addMissing(this.rows)
      else texts.add(this.rows, written, 0, written.length)
    }
    this.#textBytes += end - start
    if (this.#textBytes > mostTextBytes) this.#isFull = true
    return place
  }

  /** Whether white space may stand at an end of a text. */
  #mayCling(bytes: Uint8Array, start: number, end: number): boolean {
    if (spaceLeads[bytes[start]!] === 1) return true
    const last = bytes[end - 1]!
    if (last < 0x80) return last <= 0x20
    return bytes[end - 2] === 0xc2 || spaceLeads[bytes[end - 3] ?? 0x20] === 1
  }

  /** A number or a date that isn't written in the usual way, or in quotes. */
  #irregularCell(bytes: Uint8Array, at: number, column: number): number {
    const cells = this.#irregular[column]
    if (cells === undefined) return irregular
    const place = bytes[at] === this.#quote ? this.#quotedEnd(bytes, at) : this.#plainEnd(bytes, at)
    if (place === irregular) return irregular
    const read = cells.read(this.#cells.rawOf(bytes, at, place))
    if (read === null) return irregular
    this.numbers[column]![this.rows] = read.value
    if (read.kept !== null) {
      this.kept.push({ row: this.rows, key: Number.isNaN(read.value) ? -1 - column : column, text: read.kept })
    }
    return place
  }

  #plainEnd(bytes: Uint8Array, at: number): number {
    const special = this.#special
    let place = at
    while (special[bytes[place]!] === 0) place++
    return bytes[place] === this.#quote ? irregular : place
  }

  /** Behind the mark that closes a quoted cell, if that is where it ends and it is on one line. */
  #quotedEnd(bytes: Uint8Array, at: number): number {
    const quote = this.#quote
    this.#hasMark = false
    for (let place = at + 1; ; place++) {
      const byte = bytes[place]!
      if (byte === lineFeed || byte === carriageReturn) return irregular
      if (byte !== quote) continue
      const next = bytes[place + 1]!
      if (next !== quote) {
        return next === this.#delimiter || next === lineFeed || next === carriageReturn ? place + 1 : irregular
      }
      this.#hasMark = true
      place++
    }
  }

  /** Behind a line's end; all lines end in the same way. */
  #lineEnd(bytes: Uint8Array, at: number): number {
    const returns = bytes[at] === carriageReturn
    if (returns !== (this.#returns ??= returns)) return irregular
    const end = returns ? at + 1 : at
    return bytes[end] === lineFeed ? end + 1 : irregular
  }
}

function wayOf({ kind, decimals }: ColumnLayout): number {
  if (kind === 'date') return ways.moment
  if (kind === 'text') return ways.free
  if (kind !== 'number') return ways.coded
  return decimals === null ? ways.shortest : decimals === 0 ? ways.whole : ways.decimal
}
