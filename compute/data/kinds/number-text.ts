/**
 * When a cell's text is a number, and which.
 *
 * The value is what JavaScript's `Number` gives for the text (correctly rounded), with the decimal comma turned to a
 * point and marks between groups of three digits taken out first. What has no finite value (1e400, Inf, NaN) is no number.
 */
import type { TableDialect } from '../../spec/table-dialect.ts'

export type DecimalMark = TableDialect['decimal']

const withPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const withComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/

/** What may stand between groups of three digits: the other mark, an apostrophe, or a space that doesn't break. */
const groupMarks = { '.': ",'\u2019\u00a0\u202f", ',': ".'\u2019\u00a0\u202f" } as const satisfies Record<
  DecimalMark,
  string
>

/** The marks that may group a number's digits. */
export const groupMarksOf = (decimal: DecimalMark): string => groupMarks[decimal]

/**
 * Numbers whose digits are grouped by one mark all along, as 1,234,567.8 is: a regular expression that both JavaScript and
 * SQL (RE2) understand.
 */
export function groupedPattern(decimal: DecimalMark): string {
  const groups = Array.from(groupMarks[decimal], String)
    .map((mark) => `(?:[${mark}][0-9]{3})+`)
    .join('|')
  return `[+-]?[1-9][0-9]{0,2}(?:${groups})(?:[${decimal}][0-9]+)?`
}

const grouped = {
  '.': new RegExp(`^(?:${groupedPattern('.')})$`),
  ',': new RegExp(`^(?:${groupedPattern(',')})$`),
} as const satisfies Record<DecimalMark, RegExp>
const marksIn = { '.': new RegExp(`[${groupMarks['.']}]`, 'g'), ',': new RegExp(`[${groupMarks[',']}]`, 'g') } as const

/** The value of a trimmed cell text, or null where it is none. */
export function parseNumber(text: string, decimal: DecimalMark): number | null {
  const plain = grouped[decimal].test(text) ? text.replace(marksIn[decimal], '') : text
  if (!(decimal === '.' ? withPoint : withComma).test(plain)) return null
  const value = Number(decimal === '.' ? plain : plain.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

/** Whether a number is written in a way that its value doesn't show, as codes and telephone numbers are: 007, 0123. */
export function hasLeadingZero(text: string): boolean {
  return /^-?0\d/.test(text)
}

/** How a column's numbers are written: all with this many decimals, or (null) as short as possible. */
export interface NumberForm {
  readonly decimals: number | null
}

/** The form that most of some texts share. Cells of another form are kept as texts, so the choice only saves room. */
export function commonForm(texts: readonly string[], decimal: DecimalMark): NumberForm {
  const counts = new Map<number, number>()
  let shortest = 0
  for (const text of texts) {
    const match = /^-?\d+(?:[.,](\d+))?$/.exec(text)
    if (match === null || (match[1] !== undefined && !text.includes(decimal))) continue
    const decimals = match[1]?.length ?? 0
    counts.set(decimals, (counts.get(decimals) ?? 0) + 1)
    if (!match[1]?.endsWith('0')) shortest++
  }
  const [decimals, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  return { decimals: decimals <= mostDecimals && count >= shortest ? decimals : null }
}

/** Fifteen significant digits are what a 64-bit number gives back digit by digit. */
export const mostDigits = 15
const mostDecimals = 12

/**
 * The texts that come out again, to the last character, when the number is written in this form: a regular expression
 * that both JavaScript and SQL (RE2) understand.
 */
export function formPattern(form: NumberForm, decimal: DecimalMark): string {
  const mark = decimal === '.' ? '[.]' : ','
  if (form.decimals === 0) return `0|-?[1-9][0-9]{0,${mostDigits - 1}}`
  if (form.decimals !== null) {
    return `-?(?:0|[1-9][0-9]{0,${mostDigits - form.decimals - 1}})${mark}[0-9]{${form.decimals}}`
  }
  // At most fifteen digits in all is held by the length; from 0.0001 on numbers are written without an exponent.
  return `0|-?(?:[1-9][0-9]{0,14}|[1-9][0-9]{0,6}${mark}[0-9]{0,7}[1-9]|0${mark}0{0,3}[1-9]|0${mark}0{0,3}[1-9][0-9]{0,9}[1-9])`
}
