/** Whether the first row of a file holds the names of its columns. */
import { type Message, message } from '../../spec/message.ts'
import { parseNumber } from '../kinds/number-text.ts'

export interface FoundHeader {
  readonly header: boolean
  readonly reason: Message
}

/**
 * A first row is a header when it differs in kind from the rows below: texts over numbers. A row of numbers over
 * numbers is none, unless the numbers are years over which a first cell says what the rows are.
 */
export function detectHeader(records: readonly (readonly string[])[]): FoundHeader {
  const [first = [], ...below] = records
  const isNumber = (text: string) => parseNumber(text, '.') !== null || parseNumber(text, ',') !== null
  let over = 0
  let alike = 0
  let repeated = 0
  for (const [i, name] of first.entries()) {
    const values = below.map((record) => record[i] ?? '').filter((text) => text !== '')
    if (values.length === 0) continue
    const numeric = values.filter(isNumber).length > 0.8 * values.length
    if (numeric && !isNumber(name) && name !== '') over++
    if (numeric && isNumber(name)) alike++
    if (!numeric && name !== '' && values.includes(name)) repeated++
  }
  if (alike > 0) {
    return areYears(first, isNumber)
      ? { header: true, reason: message('data.header.years') }
      : { header: false, reason: message('data.header.numbersFirst') }
  }
  if (over > 0) return { header: true, reason: message('data.header.textsOverNumbers') }
  if (first.some(isNumber)) return { header: false, reason: message('data.header.numbersFirst') }
  if (repeated > 0 && repeated >= first.length / 2) return { header: false, reason: message('data.header.valuesFirst') }
  const distinct = new Set(first).size === first.length && !first.includes('')
  return distinct
    ? { header: true, reason: message('data.header.differentTexts') }
    : { header: false, reason: message('data.header.valuesFirst') }
}

/** Country, 1990, 1991, …: the numbers of the first row are years one after another, beside at least one text. */
function areYears(first: readonly string[], isNumber: (text: string) => boolean): boolean {
  const years = first.filter(isNumber).map(Number)
  const rising = years.every((year, i) => i === 0 || year > years[i - 1]!)
  return years.length >= 2 && years.length < first.length && rising && years[0]! >= 1500 && years.at(-1)! <= 2200
}
