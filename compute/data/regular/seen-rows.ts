/** Gathers what the profile needs of a regular text's columns, row group by row group, as far as memory allows. */
import type { SeenColumns, SeenGroup, SeenTexts } from '../profile/seen-columns.ts'
import { ColumnNumbers } from './column-numbers.ts'
import { FreeTexts } from './free-texts.ts'
import { fillRowBits, type RowBits } from './row-bits.ts'
import type { RowScanner } from './row-scanner.ts'
import { mostGroupedRows, TextGroups } from './text-groups.ts'

/** Values of numbers and dates that are held: 200 MB. Of larger tables columns are read one after the other. */
const mostValues = 25_000_000
/** More groups are quicker made by SQL than handed to it. */
const mostGroups = 100_000

export class SeenRows implements SeenColumns {
  nothingKept = true
  #rows = 0
  #values = 0
  readonly #scanner: RowScanner
  readonly #bits: RowBits
  readonly #numbers = new Map<number, ColumnNumbers>()
  readonly #groups = new Map<number, TextGroups>()
  readonly #texts = new Map<number, FreeTexts>()
  #holdsTexts = true

  /**
   * @param expected about how many rows there will be
   * @param measuresTexts whether free texts are looked at already
   */
  constructor(scanner: RowScanner, rowsAtOnce: number, expected: number, measuresTexts: boolean) {
    this.#scanner = scanner
    this.#bits = { low: new Uint32Array(rowsAtOnce), high: new Uint32Array(rowsAtOnce) }
    const measured = [...scanner.numbers.keys()].filter((at) => scanner.numbers[at] !== undefined)
    const holdsNumbers = expected * measured.length <= mostValues
    for (const position of holdsNumbers ? measured : []) {
      const numbers = new ColumnNumbers(rowsAtOnce, Math.ceil(1.02 * expected))
      this.#numbers.set(position, numbers)
      scanner.numbers[position] = numbers.next(0)
    }
    for (const [position, codes] of scanner.codes.entries()) {
      if (codes !== undefined) this.#groups.set(position, new TextGroups())
    }
    for (const [position, texts] of scanner.texts.entries()) {
      if (texts !== undefined && measuresTexts) this.#texts.set(position, new FreeTexts())
    }
  }

  /** The rows that the scanner has just read. */
  add(): void {
    const { rows, kept } = this.#scanner
    if (kept.length > 0) this.nothingKept = false
    this.#addNumbers(rows)
    if (this.#holdsTexts && this.#rows + rows > mostGroupedRows) this.#dropTexts()
    if (this.#holdsTexts && this.#groups.size + this.#texts.size > 0) {
      fillRowBits(this.#bits, this.#rows, rows)
      this.#addGroups(rows)
      this.#addTexts(rows)
    }
    this.#rows += rows
  }

  takeNumbers(position: number): Float64Array | null {
    const numbers = this.#numbers.get(position)
    this.#numbers.delete(position)
    return numbers?.all() ?? null
  }

  groups(position: number): SeenGroup[] | null {
    const groups = this.#groups.get(position)
    const texts = this.#scanner.dictionaries[position]?.texts
    if (groups === undefined || texts === undefined || texts.length > mostGroups) return null
    return texts.map((text, code) => groups.group(code, text))
  }

  texts(position: number): SeenTexts | null {
    return this.#texts.get(position)?.result(this.#rows) ?? null
  }

  #addNumbers(rows: number): void {
    this.#values += rows * this.#numbers.size
    for (const [position, numbers] of this.#numbers) this.#scanner.numbers[position] = numbers.next(rows)
    if (this.#values > mostValues) this.#numbers.clear()
  }

  #addGroups(rows: number): void {
    for (const [position, groups] of this.#groups) {
      // A column of very many different texts has no codes any more.
      if (this.#scanner.texts[position] !== undefined) this.#groups.delete(position)
      else {
        const known = this.#scanner.dictionaries[position]!.texts.length
        groups.add(this.#scanner.codes[position]!, this.#rows, rows, this.#bits, known)
      }
    }
  }

  #addTexts(rows: number): void {
    for (const [position, seen] of this.#texts) seen.add(this.#scanner.texts[position]!, this.#rows, rows, this.#bits)
  }

  #dropTexts(): void {
    this.#holdsTexts = false
    this.#groups.clear()
    this.#texts.clear()
  }
}
