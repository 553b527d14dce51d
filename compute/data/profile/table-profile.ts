/** Puts together what was found of a table: its profile and its fingerprint. */
import { createHash } from 'node:crypto'
import type { TableProfile } from '../../spec/dataset.ts'
import type { Message } from '../../spec/message.ts'
import { hasOffset } from '../kinds/date-format.ts'
import type { StoredTable } from '../storage/read-table.ts'
import { countRepeatedRows } from './analyse-table.ts'
import type { ColumnAnalysis } from './column-analysis.ts'
import { mixedKinds, type NoticedColumn } from './column-findings.ts'
import { keptTextsDigest } from './kept-texts.ts'
import { type NoticedFacts, tableNotices } from './table-notices.ts'
import { targetCandidates } from './target-candidates.ts'

export interface AnalysedTable {
  readonly stored: StoredTable
  readonly analyses: ReadonlyMap<number, ColumnAnalysis>
  readonly reasons: readonly Message[]
}

/** What happened on the way from the file. */
export interface ImportFacts extends Pick<NoticedFacts, 'skipped' | 'mended'> {
  /** The line of the file on which a row (from 0) is. */
  lineOf(row: number): number
}

export async function tableProfile(
  { stored, analyses, reasons }: AnalysedTable,
  facts: ImportFacts,
  signal: AbortSignal,
): Promise<TableProfile> {
  const columns = stored.layout.columns.map((column, i): NoticedColumn => {
    const { values, unparsed, evidence } = analyses.get(i)!
    return {
      name: column.name,
      kind: column.kind,
      kindReason: reasons[i]!,
      ...values,
      unparsed: unparsed && {
        count: unparsed.count,
        firstRow: facts.lineOf(unparsed.firstIndex),
        firstText: unparsed.firstText,
      },
      renamedFrom: column.renamedFrom,
      mixed: column.chosen ? null : mixedKinds(evidence, column.kind),
      offsets: column.dateFormats.some(hasOffset),
    }
  })
  const targets = targetCandidates(columns, stored.rows)
  const notices = tableNotices({
    rows: stored.rows,
    columns,
    targets,
    repeatedRows: await countRepeatedRows(stored, analyses, signal),
    skipped: facts.skipped,
    mended: facts.mended,
  })
  const plain = columns.map(({ renamedFrom: _, mixed: __, offsets: ___, ...column }) => column)
  return { rows: stored.rows, columns: plain, notices, targetCandidates: targets }
}

/** SHA-256 over the column names, kinds and all values, over the texts that the values don't give back, and over the files that belong to it. */
export async function tableFingerprint(
  { stored, analyses }: AnalysedTable,
  signal: AbortSignal,
  media: string | null,
): Promise<string> {
  const columns = stored.layout.columns.map(({ name, kind }, i) => [name, kind, analyses.get(i)!.digest])
  const kept = await keptTextsDigest(stored, signal)
  return createHash('sha256')
    .update(JSON.stringify([stored.rows, columns, kept, ...(media === null ? [] : [media])]))
    .digest('hex')
}
