/** What is typed for the steps ahead: texts by columns, read as values, or pasted as a table. Pure. */
import { message, type Message } from '../../../compute/spec/message.ts'
import type { AheadColumn, AheadValues, Forecast } from '../../../compute/spec/sequence-evaluation.ts'
import { shortNumber } from './try-fields.ts'

/** A text for each step, by columns. */
export type AheadTexts = Readonly<Record<string, readonly string[]>>

/** Values as they stand in the fields. */
export function aheadTexts(values: AheadValues): AheadTexts {
  const textOf = (value: number | string | null) =>
    value === null ? '' : String(typeof value === 'number' ? shortNumber(value) : value)
  return Object.fromEntries(Object.entries(values).map(([column, own]) => [column, own.map(textOf)]))
}

/** A number as people type it; null where it is none. */
function numberIn(text: string): number | null {
  const value = Number(text.replace(/\s/gu, '').replace('−', '-').replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) ? value : null
}

/** A field that can't be read. */
export interface AheadProblem {
  readonly column: string
  /** From 0. */
  readonly step: number
  readonly kind: 'missing' | 'not-a-number'
}

/** The values of all fields, or the first that can't be read. */
export function readAhead(
  asks: readonly AheadColumn[],
  texts: AheadTexts,
  horizon: number,
): { readonly values: AheadValues } | { readonly problem: AheadProblem } {
  const values: AheadValues = {}
  for (const { column, kind } of asks) {
    const own: (number | string)[] = []
    for (let step = 0; step < horizon; step++) {
      const text = texts[column]?.[step]?.trim() ?? ''
      const value = kind === 'number' ? numberIn(text) : text
      if (text === '') return { problem: { column, step, kind: 'missing' } }
      if (value === null) return { problem: { column, step, kind: 'not-a-number' } }
      own.push(value)
    }
    values[column] = own
  }
  return { values }
}

/** What was said of the steps ahead of each series, as far as it can be read. */
export function readDrafts(
  { asks, series }: Forecast,
  drafts: Readonly<Record<string, AheadTexts>>,
): Record<string, AheadValues> {
  const read = series.flatMap(({ series: name, times }) => {
    const own = drafts[name] === undefined ? null : readAhead(asks, drafts[name], times.length)
    return own === null || 'problem' in own ? [] : [[name, own.values] as const]
  })
  return Object.fromEntries(read)
}

/** Cells of a pasted table: between tabs, semicolons or commas, whichever the first line has. */
function cellsOf(pasted: string): string[][] {
  const lines = pasted.split(/\r?\n/u).filter((line) => line.trim() !== '')
  const mark = ['\t', ';', ','].find((each) => lines[0]?.includes(each) === true) ?? '\t'
  return lines.map((line) => line.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/u, '$1')))
}

/**
 * Reads a pasted table: a line for each step in their order, below a line with the columns' names; where the columns are those that are
 * asked for and no others, that line may be left out.
 */
export function pasteAhead(
  pasted: string,
  asks: readonly AheadColumn[],
  horizon: number,
): { readonly texts: AheadTexts } | { readonly problem: Message } {
  const [first = [], ...rest] = cellsOf(pasted)
  const isNamed = asks.some(({ column }) => first.includes(column))
  const rows = isNamed ? rest : [first, ...rest]
  const places = asks.map(({ column }, at) => (isNamed ? first.indexOf(column) : at))
  const lacking = asks.find((_, at) => (places[at] ?? -1) < 0)
  if (lacking !== undefined) return { problem: message('result.ahead.paste.noColumn', { column: lacking.column }) }
  if (!isNamed && first.length !== asks.length)
    return { problem: message('result.ahead.paste.noNames', { columns: asks.map(({ column }) => column).join(', ') }) }
  if (rows.length !== horizon)
    return { problem: message('result.ahead.paste.otherLength', { found: rows.length, wanted: horizon }) }
  const texts = Object.fromEntries(asks.map(({ column }, at) => [column, rows.map((row) => row[places[at]!] ?? '')]))
  const read = readAhead(asks, texts, horizon)
  if (!('problem' in read)) return { texts }
  const { kind, column, step } = read.problem
  return {
    problem: message(`result.ahead.paste.${kind === 'missing' ? 'emptyCell' : 'noNumber'}`, {
      ...{ column, line: step + (isNamed ? 2 : 1) },
      value: texts[column]?.[step] ?? '',
    }),
  }
}
