/** How values are written: the decimal mark, and the texts that mean a missing value. */
import { type Message, message } from '../../spec/message.ts'
import { type TableDialect, commonMissingTexts } from '../../spec/table-dialect.ts'
import { findDateFormats } from '../kinds/date-format.ts'
import { type DecimalMark, parseNumber } from '../kinds/number-text.ts'

export interface FoundDecimal {
  readonly decimal: DecimalMark
  readonly reason: Message
}

/** The decimal mark, by what stands between digits. 1,234,567 has no decimals at all: those commas group thousands. */
export function detectDecimal(
  columns: readonly (readonly string[])[],
  delimiter: TableDialect['delimiter'],
): FoundDecimal {
  let commas = 0
  let points = 0
  let groups = 0
  for (const column of columns) {
    for (const text of column) {
      if (/^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/.test(text)) points++
      else if (/^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/.test(text)) {
        commas++
        if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) groups++
      } else if (/^[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}$/.test(text)) groups++
    }
  }
  const onlyGroups = groups > 0 && commas <= groups
  // Three digits after each comma may be either; where the comma separates cells, a quoted 1,234 is a thousand.
  if (commas > points && !(onlyGroups && (delimiter === ',' || groups > commas))) {
    return { decimal: ',', reason: message('data.decimal.commas', { count: commas }) }
  }
  return { decimal: '.', reason: message(points > 0 ? 'data.decimal.points' : 'data.decimal.none', { count: points }) }
}

/** Texts that are also words: they mean missing only where they stand among numbers or dates. */
const alsoWords: ReadonlySet<string> = new Set(['None', '-', '无'])

/** Whether one of the common texts means a missing value in a column: always, or only among numbers and dates. */
export function meansMissingIn(text: string, measured: boolean): boolean {
  return measured || !alsoWords.has(text)
}

export interface FoundMissing {
  readonly missing: string[]
  readonly reason: Message
}

/** Which of the common texts for a missing value are in these columns. */
export function detectMissing(columns: readonly (readonly string[])[], decimal: DecimalMark): FoundMissing {
  const common = new Set<string>(commonMissingTexts)
  const found = new Set<string>()
  for (const column of columns) {
    const here = new Set(column.filter((text) => common.has(text)))
    if (here.size === 0) continue
    const measured = isMeasured(
      column.filter((text) => text !== '' && !common.has(text)),
      decimal,
    )
    for (const text of here) if (meansMissingIn(text, measured)) found.add(text)
  }
  const missing = commonMissingTexts.filter((text) => found.has(text))
  if (missing.length === 0) return { missing, reason: message('data.missing.onlyEmpty') }
  return { missing, reason: message('data.missing.found', { texts: missing.join(', ') }) }
}

/** Whether nearly all texts are numbers, or dates. */
function isMeasured(texts: readonly string[], decimal: DecimalMark): boolean {
  if (texts.length === 0) return false
  const numbers = texts.filter((text) => parseNumber(text, decimal) !== null).length
  if (numbers >= 0.9 * texts.length) return true
  const some = texts.slice(0, 200)
  return (findDateFormats(some, true)?.matching ?? 0) >= 0.9 * some.length
}
