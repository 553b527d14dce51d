/**
 * What a person should know of a table: what is fine, what was put right and how, and what only they can decide.
 */
import type { TargetCandidate } from '../../spec/dataset.ts'
import { byUrgency, type Finding, type Remedy } from '../../spec/health.ts'
import { balanceOfColumn, fewClassRows, markedImbalance } from '../health/class-balance.ts'
import { fewRows } from '../health/few-rows.ts'
import { columnFindings, type NoticedColumn } from './column-findings.ts'
import { notice, rounded, ruled } from './noticed.ts'

export interface NoticedFacts {
  readonly rows: number
  readonly columns: readonly NoticedColumn[]
  readonly targets: readonly TargetCandidate[]
  readonly repeatedRows: number
  /** Rows that were left out because they had too many or too few cells, and the lines of the first of them. */
  readonly skipped: { readonly count: number; readonly lines: readonly number[] }
  /** Whether the text was in another encoding, or was oddly written, and had to be put right first. */
  readonly mended: boolean
}

/** From this share on (in percent) rows that repeat others change a result. */
const manyRepeated = 5

/** All findings: those that need a person first, then what was mended, then what is fine. */
export function tableNotices(facts: NoticedFacts): Finding[] {
  const notices = [...tableWide(facts), ...facts.columns.flatMap((column) => columnFindings(column, facts.rows))]
  if (facts.columns.every((column) => column.missing === 0)) notices.push(notice('fine', null, 'noMissing'))
  if (!notices.some(({ level }) => level === 'needs-you')) {
    notices.push(notice('fine', null, 'allRead', { count: facts.rows, columns: facts.columns.length }))
  }
  return notices.sort(byUrgency)
}

function tableWide({ rows, columns, targets, repeatedRows, skipped, mended }: NoticedFacts): Finding[] {
  const notices: Finding[] = []
  const remedies: Remedy[] = [{ kind: 'import-again' }]
  if (rows < fewRows) notices.push(ruled('needs-you', null, 'fewRows', { count: rows, wanted: fewRows }, { remedies }))
  if (targets.length === 0) notices.push(notice('needs-you', null, 'noTarget'))
  if (skipped.count > 0) {
    const params = { count: skipped.count, rows: skipped.lines.join(', ') }
    notices.push(ruled('mended', null, 'skippedRows', params, { remedies }))
  }
  if (mended) notices.push(notice('mended', null, 'oddText'))
  if (repeatedRows > 0) {
    const share = (100 * repeatedRows) / rows
    const where = { kind: 'repeated' as const }
    const params = { count: repeatedRows, share: rounded(share), from: manyRepeated }
    notices.push(
      ruled(share >= manyRepeated ? 'needs-you' : 'fine', null, 'repeatedRows', params, {
        where,
        remedies: [{ kind: 'exclude-where', where, reason: 'repeated' }],
      }),
    )
  }
  const best = targets.find(({ task }) => task === 'classification')
  const column = columns.find(({ name }) => name === best?.column)
  return column === undefined ? notices : [...notices, ...aboutClasses(column, rows)]
}

/** Classes of the column that is likely to be predicted. */
function aboutClasses(column: NoticedColumn, rows: number): Finding[] {
  const balance = balanceOfColumn(column)
  if (balance === null) return []
  const { name } = column
  const { largest, rarest, ratio, small, unequal } = balance
  const plan: Remedy = { kind: 'plan', target: name }
  return [
    ...(unequal
      ? [
          ruled(
            'needs-you',
            name,
            'imbalance',
            {
              ...{ largest: largest.label, largestShare: rounded((100 * largest.count) / (rows - column.missing)) },
              ...{ smallest: rarest.label, count: rarest.count, ratio: Math.round(ratio), from: markedImbalance },
            },
            { where: { kind: 'values', column: name, values: [rarest.label] }, remedies: [plan] },
          ),
        ]
      : []),
    // Of a table of few rows that is said already.
    ...(small > 0 && rows >= fewRows ? [smallClasses(column, small)] : []),
  ]
}

/** Classes of few rows: to be made one, or left out where enough others are left. */
function smallClasses({ name, distribution, distinct }: NoticedColumn, small: number): Finding {
  const where = { kind: 'rare' as const, column: name, below: fewClassRows }
  const listed = distribution
    .filter(({ label, count }) => label !== '' && count < fewClassRows)
    .map(({ label }) => label)
  const remedies: Remedy[] = [
    ...(listed.length === small && small > 1 && small < distinct
      ? [{ kind: 'merge-classes' as const, column: name, from: listed }]
      : []),
    ...(distinct - small > 1 ? [{ kind: 'exclude-where' as const, where, reason: 'found' as const }] : []),
  ]
  return ruled('needs-you', name, 'smallClasses', { count: small, least: fewClassRows }, { where, remedies })
}
