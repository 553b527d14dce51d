/** One record of a delimited text, as places in the bytes: its cells become strings only when they are asked for. */
import { trimCell } from './cell-text.ts'

/** A record that was just scanned. The scanner reuses the object: read it before the next one. */
export interface ScannedRecord {
  /** The line of the file, from 1, on which it begins. */
  readonly line: number
  readonly cells: number
  /** Whether a line end is inside one of its cells. */
  readonly multiline: boolean
  /** Whether one of its cells has text after its closing quote mark, which strict readers refuse. */
  readonly odd: boolean
  /** A cell's text, trimmed. */
  cell(index: number): string
  /** Whether a cell was written in quotes. */
  isQuoted(index: number): boolean
}

/** Whether a record has a cell for each column; more are no matter when they are empty, as after a last separator. */
export function fitsColumns(cells: number, columns: number, cell: (index: number) => string): boolean {
  for (let i = columns; i < cells; i++) if (cell(i) !== '') return false
  return cells >= columns
}

/** The record that the scanner fills. */
export class RecordPlaces implements ScannedRecord {
  line = 1
  cells = 0
  multiline = false
  odd = false

  readonly #quote: string
  #text: Buffer = Buffer.alloc(0)
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  /** End of what follows the closing quote mark; −1 for a cell without quotes. */
  readonly #tails: number[] = []
  readonly #doubled: boolean[] = []

  constructor(quote: string) {
    this.#quote = quote
  }

  begin(text: Buffer, line: number): void {
    this.#text = text
    this.line = line
    this.cells = 0
    this.multiline = false
    this.odd = false
  }

  addPlain(start: number, end: number): void {
    this.#starts[this.cells] = start
    this.#ends[this.cells] = end
    this.#tails[this.cells++] = -1
  }

  /** `end` is the closing mark's place, `tailEnd` where the cell ends; `doubled` says that marks inside are doubled. */
  addQuoted(start: number, end: number, tailEnd: number, doubled: boolean): void {
    this.#starts[this.cells] = start
    this.#ends[this.cells] = end
    this.#doubled[this.cells] = doubled
    this.#tails[this.cells++] = tailEnd
  }

  isQuoted(index: number): boolean {
    return this.#tails[index]! >= 0
  }

  cell(index: number): string {
    const end = this.#ends[index]!
    const content = this.#text.toString('utf8', this.#starts[index], end)
    const tail = this.#tails[index]!
    if (tail < 0) return trimCell(content)
    const inside = this.#doubled[index] === true ? content.replaceAll(this.#quote + this.#quote, this.#quote) : content
    return trimCell(inside + this.#text.toString('utf8', end + 1, tail))
  }

  /** Whether it is an empty line, or one cell of nothing. */
  isBlank(): boolean {
    return this.cells === 1 && this.cell(0) === ''
  }
}
