/**
 * Which characters separate and quote a file's cells, by trying each and looking at what comes out.
 *
 * A separator is good when it gives every row the same number of cells, more than one, and when the cells it leaves
 * are of a kind: numbers, dates, or texts without other separators in them.
 */
import { type Message, message } from '../../spec/message.ts'
import { type TableDialect, delimiters } from '../../spec/table-dialect.ts'
import { sampleRecords, type SampledRecords } from './sample-records.ts'

type Delimiter = TableDialect['delimiter']
type Quote = TableDialect['quote']

export interface FoundSyntax {
  readonly delimiter: Delimiter
  readonly quote: Quote
  readonly delimiterReason: Message
  readonly quoteReason: Message
}

/** What a person has already said. */
export interface GivenSyntax {
  readonly delimiter?: Delimiter | undefined
  readonly quote?: Quote | undefined
}

const limits = { records: 300, cells: 60_000, longestRecordBytes: 1 << 18 }
const lookedAtBytes = 1 << 18

/** Finds both, keeping what was given. `text` is the beginning in UTF-8; `whole` says that it is all there is. */
export function detectSyntax(text: Buffer, whole: boolean, given: GivenSyntax): FoundSyntax {
  const start = text.subarray(0, lookedAtBytes)
  const all = whole && start.length === text.length
  const tries = (given.quote === undefined ? quotesToTry(start) : [given.quote]).flatMap((quote) =>
    (given.delimiter === undefined ? delimiters : [given.delimiter]).map((delimiter) => {
      const sample = sampleRecords(start, all, { delimiter, quote }, limits)
      return { delimiter, quote, sample, ...rate(sample, delimiter) }
    }),
  )
  // The first of equals wins, so the order of the tables is the order of preference.
  const best = tries.reduce((a, b) => (b.score > a.score ? b : a))
  const delimiter = best.cells > 1 || given.delimiter !== undefined ? best.delimiter : ','
  // A mark that opens and never closes is damage to be told of, not a sign that marks mean nothing here.
  const unclosed = tries.some((one) => one.quote === '"' && one.delimiter === delimiter && isUnclosed(one.sample))
  const quote = unclosed && best.quote === '' && given.quote === undefined ? '"' : best.quote
  return {
    delimiter,
    quote,
    delimiterReason: delimiterReason(best.cells, best.share),
    quoteReason: quoteReason(quote, best.sample.quoted),
  }
}

function isUnclosed(sample: SampledRecords): boolean {
  return sample.fault?.kind === 'quote-not-closed'
}

/** The apostrophe is tried only where it opens cells; otherwise it is one in a name. */
function quotesToTry(start: Buffer): readonly Quote[] {
  const text = start.toString('utf8')
  return /(?:^|[,;|\t\n])[ ]*'[^'\n]*'[ ]*(?:$|[,;|\t\r\n])/.test(text) ? ['"', "'", ''] : ['"', '']
}

interface Rating {
  readonly score: number
  /** Cells of the rows with the most usual number of them, and the share of those rows. */
  readonly cells: number
  readonly share: number
}

function rate(sample: SampledRecords, delimiter: Delimiter): Rating {
  const counts = new Map<number, number>()
  for (const { length } of sample.records) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [cells, rows] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  if (rows === 0) return { score: 0, cells, share: 0 }
  const share = rows / sample.records.length
  const single = cells === 1 ? 0.01 : 1
  // Text after a closing mark, or a mark that never closes, speaks against the mark.
  const oddShare = isUnclosed(sample) ? 1 : sample.odd / sample.records.length
  const leftover = delimiters.filter((other) => other !== delimiter)
  return { score: single * share ** 4 * (0.2 + cleanShare(sample, leftover)) * (1 - 0.5 * oddShare), cells, share }
}

/** No number or date is longer. A whole line that is taken for a cell by a wrong separator would cost its length squared. */
const longestTyped = 64
const typed = /^(?:|[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*)$/

/** The share of cells that are numbers, dates or empty, or texts that no other separator would cut. */
function cleanShare(sample: SampledRecords, others: readonly Delimiter[]): number {
  let clean = 0
  let all = 0
  for (const record of sample.records) {
    for (const cell of record) {
      all++
      const commaDecimal = /^[+-]?\d+,\d+$/.test(cell)
      const isTyped = cell.length <= longestTyped && typed.test(cell)
      if (commaDecimal || (isTyped && !others.some((other) => cell.includes(other)))) clean += 1
      else if (!others.some((other) => cell.includes(other)) && !/^["']|["']$/.test(cell)) clean += 0.8
    }
  }
  return all === 0 ? 0 : clean / all
}

function delimiterReason(cells: number, share: number): Message {
  if (cells <= 1) return message('data.delimiter.none')
  if (share === 1) return message('data.delimiter.everyRow', { count: cells })
  return message('data.delimiter.mostRows', { count: cells, share: Math.floor(100 * share) })
}

function quoteReason(quote: Quote, quoted: number): Message {
  if (quote === '') return message('data.quote.marksAreText')
  return quoted === 0 ? message('data.quote.unused') : message('data.quote.found', { count: quoted })
}
