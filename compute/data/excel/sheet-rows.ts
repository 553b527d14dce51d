/** The rows of a sheet as texts, as they come out of its file. */
import { dateText } from './date-values.ts'
import { DamagedPackage, type PackageParts, type TagWatcher } from './package-parts.ts'
import { RichText, type Workbook } from './workbook.ts'

export interface SheetRow {
  /** From 1, as the sheet shows it. */
  readonly number: number
  /** By column from 0; what isn't there is missing. */
  readonly cells: (string | undefined)[]
}

/** What was met in a sheet's cells that a person should know of. */
export interface SheetFindings {
  /** Cells that hold an error, such as #N/A. */
  errors: number
  /** Formulas whose result wasn't stored. */
  unsolved: number
  /** Areas of several rows or columns that show one value; by their last rows. */
  readonly mergedUntil: number[]
}

export const mostSheetColumns = 16_384
const mostSheetRows = 1_048_576

/** Rows that have a value, batch by batch, with the share of the sheet that was read. @throws DamagedPackage */
export async function* sheetRows(
  parts: PackageParts,
  path: string,
  workbook: Workbook,
  findings: SheetFindings,
): AsyncGenerator<{ readonly rows: readonly SheetRow[]; readonly done: number }> {
  const reader = new RowReader(workbook, findings)
  const all = Math.max(1, parts.bytesOf(path))
  for await (const bytes of parts.read(path, 'streamed', reader)) yield { rows: reader.take(), done: bytes / all }
  yield { rows: reader.take(), done: 1 }
}

class RowReader implements TagWatcher {
  readonly #workbook: Workbook
  readonly #findings: SheetFindings
  #rows: SheetRow[] = []
  #row: SheetRow = { number: 0, cells: [] }
  #column = -1
  #type = ''
  #style = 0
  /** What stands in the cell; null where nothing does. */
  #value: string | null = null
  #inValue = false
  #formula = false
  readonly #inline = new RichText()

  constructor(workbook: Workbook, findings: SheetFindings) {
    this.#workbook = workbook
    this.#findings = findings
  }

  /** The rows since the last time. */
  take(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  onOpen(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes['r'])
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'v') this.#openValue()
    else if (name === 'f') this.#formula = true
    else if (name === 'mergeCell') this.#merged(attributes['ref'] ?? '')
    else this.#inline.open(name)
  }

  onText(text: string): void {
    if (this.#inValue) this.#value = (this.#value ?? '') + text
    else this.#inline.add(text)
  }

  onClose(name: string): void {
    if (name === 'v') this.#inValue = false
    else if (name === 'c') this.#closeCell()
    else if (name === 'row' && this.#row.cells.length > 0) this.#rows.push(this.#row)
    else this.#inline.close(name)
  }

  #openRow(reference: string | undefined): void {
    const number = reference === undefined ? this.#row.number + 1 : Number(reference)
    if (!Number.isInteger(number) || number <= this.#row.number || number > mostSheetRows) {
      throw new DamagedPackage(`row ${reference}`)
    }
    this.#row = { number, cells: [] }
    this.#column = -1
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r)
    if (this.#column >= mostSheetColumns) throw new DamagedPackage(`cell ${r}`)
    this.#type = t ?? 'n'
    this.#style = s === undefined ? 0 : Number(s)
    this.#value = null
    this.#formula = false
    this.#inline.clear()
  }

  #openValue(): void {
    this.#value = ''
    this.#inValue = true
  }

  #closeCell(): void {
    if (this.#formula && (this.#value ?? '') === '' && this.#type !== 'str') this.#findings.unsolved++
    const text = this.#cellText()
    if (text !== null && text.trim() !== '') this.#row.cells[this.#column] = text
  }

  #cellText(): string | null {
    if (this.#type === 'inlineStr') return this.#inline.text()
    const value = this.#value
    if (value === null) return null
    switch (this.#type) {
      case 's': {
        const text = this.#workbook.texts[Number(value)]
        if (text === undefined) throw new DamagedPackage(`no shared text ${value}`)
        return text
      }
      case 'b':
        return value === '1' || value === 'true' ? 'true' : 'false'
      case 'e':
        this.#findings.errors++
        return null
      case 'd':
        return value.replace(/T00:00:00(?:\.0+)?$/, '')
      case 'str':
        return value
      default:
        return this.#numberText(value)
    }
  }

  #numberText(value: string): string | null {
    const number = Number(value)
    if (value.trim() === '') return null
    if (Number.isNaN(number)) throw new DamagedPackage(`number ${value}`)
    const shown = this.#workbook.styles[this.#style] ?? 'number'
    return dateText(number, shown, this.#workbook.dateSystem) ?? String(number)
  }

  #merged(reference: string): void {
    const last = /\d+$/.exec(reference)
    if (last !== null) this.#findings.mergedUntil.push(Number(last[0]))
  }
}

/** B12 is in column 1. */
function columnOf(reference: string): number {
  let column = 0
  let at = 0
  for (; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~0x20
    if (code < 0x41 || code > 0x5a || at === 4) break
    column = column * 26 + code - 0x40
  }
  if (column === 0) throw new DamagedPackage(`cell ${reference}`)
  return column - 1
}
