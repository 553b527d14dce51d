/**
 * What a person should know of a table: what is fine, what was put right and how, and what only they can decide.
 */
import { byUrgency, type ColumnProfile, type Notice, type TargetCandidate } from '../../spec/dataset.ts'
import { type MessageParams, message } from '../../spec/message.ts'
import { looksLikeId } from './id-columns.ts'

export interface NoticedFacts {
  readonly rows: number
  readonly columns: readonly (ColumnProfile & { readonly renamedFrom: string | null })[]
  readonly targets: readonly TargetCandidate[]
  readonly repeatedRows: number
  /** Rows that were left out because they had too many or too few cells, and the lines of the first of them. */
  readonly skipped: { readonly count: number; readonly lines: readonly number[] }
  /** Whether the text was in another encoding, or was oddly written, and had to be put right first. */
  readonly mended: boolean
}

/** Below this, results depend on which rows happen to be in which part. */
export const fewRows = 50

/** All notices: those that need a person first, then what was mended, then what is fine. */
export function tableNotices(facts: NoticedFacts): Notice[] {
  const notices = [...tableWide(facts), ...facts.columns.flatMap((column) => ofColumn(column, facts.rows))]
  if (facts.columns.every((column) => column.missing === 0)) notices.push(notice('fine', null, 'noMissing'))
  if (!notices.some(({ level }) => level === 'needs-you')) {
    notices.push(notice('fine', null, 'allRead', { count: facts.rows, columns: facts.columns.length }))
  }
  return notices.sort(byUrgency)
}

function tableWide({ rows, columns, targets, repeatedRows, skipped, mended }: NoticedFacts): Notice[] {
  const notices: Notice[] = []
  if (rows < fewRows) notices.push(notice('needs-you', null, 'fewRows', { count: rows, wanted: fewRows }))
  if (targets.length === 0) notices.push(notice('needs-you', null, 'noTarget'))
  if (skipped.count > 0) {
    notices.push(notice('mended', null, 'skippedRows', { count: skipped.count, rows: skipped.lines.join(', ') }))
  }
  if (mended) notices.push(notice('mended', null, 'oddText'))
  if (repeatedRows > 0) {
    const share = (100 * repeatedRows) / rows
    const level = share >= 5 ? 'needs-you' : 'fine'
    notices.push(notice(level, null, 'repeatedRows', { count: repeatedRows, share: rounded(share) }))
  }
  const best = targets.find(({ task }) => task === 'classification')
  const column = columns.find(({ name }) => name === best?.column)
  // A text of labels is no class: what its bars count are lengths.
  return column === undefined || column.kind === 'text' ? notices : [...notices, ...imbalance(column)]
}

/** A class with less than a tenth of what it would have if all were equal is hard to learn and easy to overlook. */
function imbalance(column: ColumnProfile): Notice[] {
  const classes = column.distribution.filter(({ label }) => label !== '')
  const total = column.distribution.reduce((sum, { count }) => sum + count, 0)
  const smallest = classes.at(-1)
  const largest = classes[0]
  if (classes.length < 2 || smallest === undefined || largest === undefined) return []
  const unequal = smallest.count < (0.1 * total) / classes.length || largest.count > 0.9 * total
  if (!unequal) return []
  const params = {
    largest: largest.label,
    largestShare: rounded((100 * largest.count) / total),
    smallest: smallest.label,
    count: smallest.count,
  }
  return [notice('needs-you', column.name, 'imbalance', params)]
}

function ofColumn(column: NoticedFacts['columns'][number], rows: number): Notice[] {
  const { name, missing, renamedFrom, unparsed } = column
  const notices: Notice[] = []
  if (renamedFrom !== null) {
    const key = renamedFrom === '' ? 'namedColumn' : 'renamedColumn'
    notices.push(notice('mended', name, key, { from: renamedFrom }))
  }
  if (unparsed !== null) {
    const params = { count: unparsed.count, row: unparsed.firstRow, text: shortened(unparsed.firstText) }
    notices.push(notice('mended', name, column.kind === 'date' ? 'unparsedDates' : 'unparsedNumbers', params))
  }
  if (missing === rows) return [...notices, notice('needs-you', name, 'allMissing')]
  if (column.distinct === 1)
    notices.push(notice('needs-you', name, 'constant', { text: shortened(column.examples[0] ?? '') }))
  else if (looksLikeId(column, rows)) notices.push(notice('needs-you', name, 'idLike'))
  if (missing > 0) {
    const params = { count: missing, share: rounded((100 * missing) / rows) }
    notices.push(
      missing > rows / 2
        ? notice('needs-you', name, 'mostlyMissing', params)
        : notice('mended', name, 'missing', params),
    )
  }
  return notices
}

function notice(level: Notice['level'], column: string | null, key: string, params: MessageParams = {}): Notice {
  return { level, column, text: message(`data.notice.${key}`, column === null ? params : { column, ...params }) }
}

/** Shares under one percent keep a digit, so that they don't become nothing. */
function rounded(share: number): number {
  return share < 1 ? Math.max(0.1, Math.round(10 * share) / 10) : Math.round(share)
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
