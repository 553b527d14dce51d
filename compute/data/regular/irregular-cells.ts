/**
 * Numbers and dates that aren't written in their column's usual way. Only what SQL reads the same for certain is read here; one
 * cell of any other kind, and the whole text is left to SQL.
 */
import { formPattern, parseNumber } from '../kinds/number-text.ts'
import type { ColumnLayout, TableLayout } from '../storage/table-layout.ts'
import type { CellTexts } from './cell-texts.ts'
import { irregular, momentCell } from './measured-cells.ts'

/** A cell's value, NaN where it has none, and the text that is to be kept beside it. */
export interface IrregularCell {
  readonly value: number
  readonly kept: string | null
}

/** Numbers as SQL and JavaScript read them alike, and words that neither takes for one (as it does "inf" or "nan"). */
const alike = /^-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?$/
const words = /^[^\d\s.,+\-_iInN'\u2019\u00a0\u202f][^\d_]*$/

export class IrregularCells {
  readonly #column: ColumnLayout
  readonly #layout: TableLayout
  readonly #cells: CellTexts
  readonly #regular: RegExp

  constructor(column: ColumnLayout, layout: TableLayout, cells: CellTexts) {
    this.#column = column
    this.#layout = layout
    this.#cells = cells
    this.#regular = new RegExp(`^(?:${formPattern(column, layout.dialect.decimal)})$`)
  }

  /** What a cell's text means, unquoted but not trimmed; null where SQL has to say. */
  read(text: string): IrregularCell | null {
    const present = this.#cells.present(text)
    if (present === null) return { value: NaN, kept: null }
    return this.#column.kind === 'date' ? this.#readDate(text, present) : this.#readNumber(text, present)
  }

  #readNumber(text: string, present: string): IrregularCell | null {
    if (words.test(present)) return { value: NaN, kept: present }
    if (!alike.test(present)) return null
    const value = parseNumber(present, this.#layout.dialect.decimal)
    // A zero with a sign is kept by its text alone.
    if (value === null || Object.is(value, -0)) return null
    const isShort = this.#column.decimals !== null || text.length <= 16
    return { value, kept: this.#regular.test(text) && isShort ? null : present }
  }

  #readDate(text: string, present: string): IrregularCell | null {
    if (/^[^\d\s]+$/.test(present)) return { value: NaN, kept: present }
    const value = new Float64Array(1)
    const bytes = Buffer.from(`${text}\n`)
    const end = momentCell(bytes, 0, 0x0a, value, 0, text.length > 10)
    return end === irregular || !this.#isFormat(text) ? null : { value: value[0]!, kept: null }
  }

  /** Whether a date is written in the column's most frequent format. */
  #isFormat(text: string): boolean {
    return text.length === (this.#column.dateFormats[0] === '%Y-%m-%d' ? 10 : 19)
  }
}
