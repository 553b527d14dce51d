/**
 * The form to try the model: what is typed in each field, and the row of cells it makes. Pure.
 *
 * An empty field is a missing value. Numbers may be typed with a decimal comma.
 */
import type { Cell } from '../../../compute/spec/dataset.ts'
import type { FormField } from '../../../main/ipc/contract/records.ts'

/** The texts of the fields by column. */
export type TryTexts = Readonly<Record<string, string>>

/** A text as the cell of a field; undefined where it is not a number but should be. */
export function cellOf(field: FormField, text: string): Cell | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (field.kind !== 'number') return trimmed
  const value = Number(trimmed.replace(/\s/gu, '').replace('−', '-').replace(',', '.'))
  return Number.isFinite(value) ? value : undefined
}

/** A cell as it stands in a field. */
export function textOf(cell: Cell): string {
  return cell === null ? '' : String(typeof cell === 'number' ? shortNumber(cell) : cell)
}

/**
 * A number in the fewest digits that mean the same. Data is kept in 32 bits: 17.3 comes back as 17.299999237060547,
 * and no one has measured that.
 */
export function shortNumber(value: number): number {
  if (Math.fround(value) !== value) return value
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

/** The fields with their usual values. */
export function usualTexts(fields: readonly FormField[]): TryTexts {
  return Object.fromEntries(fields.map((field) => [field.column, textOf(field.usual)]))
}

/** The row that the fields make; null where a number can't be read or a picture or recording is still to be chosen. */
export function cellsOf(fields: readonly FormField[], texts: TryTexts): Record<string, Cell> | null {
  const cells: Record<string, Cell> = {}
  for (const field of fields) {
    const cell = cellOf(field, texts[field.column] ?? '')
    if (cell === undefined || ((field.kind === 'image' || field.kind === 'audio') && cell === null)) return null
    cells[field.column] = cell
  }
  return cells
}

/** What is to be said about a field's value: it is no number, lies outside of what was trained on, was never seen, is missing. */
export type FieldRemark = 'not-a-number' | 'outside' | 'unknown' | 'missing' | null

export function remarkOf(field: FormField, text: string): FieldRemark {
  const cell = cellOf(field, text)
  if (cell === undefined) return 'not-a-number'
  if (cell === null) return 'missing'
  if (typeof cell === 'number') {
    const below = field.min !== null && cell < field.min
    const above = field.max !== null && cell > field.max
    return below || above ? 'outside' : null
  }
  return field.kind === 'category' && !field.values.includes(cell) ? 'unknown' : null
}

/** A step for a slider over a range: round, and fine enough for about 200 stops. */
export function sliderStep(min: number, max: number): number {
  const raw = (max - min) / 200
  if (!(raw > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10
  return Number((step * power).toPrecision(1))
}
