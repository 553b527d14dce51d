/**
 * From a table as the beginning of its file suggested it to one that fits all of its cells.
 *
 * A stored table has lost no text, so what turns out to be wrong (a text for missing that comes late, a column that is
 * no number after all) is put right without reading the file again.
 */
import { StudioError } from '../spec/errors.ts'
import { type Message, message } from '../spec/message.ts'
import { commonMissingTexts } from '../spec/table-dialect.ts'
import { forms } from './kinds/initial-layout.ts'
import { type ColumnEvidence, decideKind, kindShare } from './kinds/column-kind.ts'
import { analyseTable } from './profile/analyse-table.ts'
import { sampleTexts, textEvidence } from './profile/analyse-texts.ts'
import type { ColumnAnalysis } from './profile/column-analysis.ts'
import { leftTable } from './storage/left-table.ts'
import { type StoredTable, openStored } from './storage/read-table.ts'
import type { ColumnLayout, TableLayout } from './storage/table-layout.ts'
import type { WorkFolder } from './storage/work-folder.ts'
import { writeFromTable } from './storage/write-table.ts'

export interface SettledTable {
  readonly stored: StoredTable
  /** By the columns' positions. */
  readonly analyses: ReadonlyMap<number, ColumnAnalysis>
  /** Why each column is of its kind. */
  readonly reasons: readonly Message[]
}

export interface SettleOptions {
  readonly work: WorkFolder
  /** Whether texts that commonly mean missing may join those that were found; not if a person chose the list. */
  readonly mayAddMissing: boolean
  readonly signal: AbortSignal
  /** From 0 to 1. */
  onProgress(done: number): void
}

/** Analyses a table, and rewrites it as often as is needed (at most twice) until kinds and missing texts fit. */
export async function settleTable(first: StoredTable, options: SettleOptions): Promise<SettledTable> {
  const { signal } = options
  const all = first.layout.columns.map((_, i) => i)
  let stored = first
  let analyses = await analyseTable(stored, all, signal, (done) => options.onProgress(done / all.length))

  const missing = options.mayAddMissing ? lateMissing(stored.layout, analyses) : null
  if (missing !== null) {
    const layout = { ...stored.layout, dialect: { ...stored.layout.dialect, missing } }
    stored = await rewrite(stored, new Set(), layout, 'missing.parquet', options)
    analyses = await analyseTable(stored, all, signal, () => undefined)
  }
  const { layout, changed, reasons } = await decideKinds(stored, analyses, signal)
  if (changed.size > 0) {
    stored = await rewrite(stored, changed, layout, 'kinds.parquet', options)
    const again = await analyseTable(stored, [...changed], signal, () => undefined)
    analyses = new Map([...analyses, ...again])
  }
  return { stored, analyses, reasons }
}

async function rewrite(
  from: StoredTable,
  changed: ReadonlySet<number>,
  layout: TableLayout,
  name: string,
  { work, signal }: SettleOptions,
): Promise<StoredTable> {
  // What was left where it is is only looked at in another way.
  if (from.left !== undefined) return leftTable(from.engine, from.left, layout, from.rows)
  const path = work.file(name)
  await writeFromTable(from.engine, from, changed, layout, path, signal)
  return openStored(from.engine, path, signal)
}

/** The list of missing texts with those that only later rows have; null where there are none. */
function lateMissing(layout: TableLayout, analyses: ReadonlyMap<number, ColumnAnalysis>): string[] | null {
  const known = new Set(layout.dialect.missing)
  const late = new Set(
    [...analyses.values()].flatMap(({ missingTexts }) => missingTexts).filter((text) => !known.has(text)),
  )
  return late.size === 0 ? null : commonMissingTexts.filter((text) => known.has(text) || late.has(text))
}

async function decideKinds(
  stored: StoredTable,
  analyses: ReadonlyMap<number, ColumnAnalysis>,
  signal: AbortSignal,
): Promise<{ layout: TableLayout; changed: Set<number>; reasons: Message[] }> {
  const changed = new Set<number>()
  const reasons: Message[] = []
  const columns: ColumnLayout[] = []
  for (const [position, column] of stored.layout.columns.entries()) {
    const analysis = analyses.get(position)
    if (analysis === undefined) throw new StudioError('internal', { message: `column ${position} was not analysed` })
    if (column.chosen) {
      columns.push(column)
      reasons.push(message('data.kind.chosen'))
      continue
    }
    const evidence = await fullEvidence(stored, position, analysis.evidence, signal)
    const { kind, reason } = decideKind(evidence)
    reasons.push(reason)
    if (kind === column.kind) {
      columns.push(column)
      continue
    }
    changed.add(position)
    const texts = await sampleTexts(stored, position, signal)
    const written = forms(column.name, kind, texts, stored.layout.dialect)
    columns.push({ ...column, kind, ...written })
  }
  return { layout: { ...stored.layout, columns }, changed, reasons }
}

/** A column that is mostly not of its kind has to be looked at as texts before another kind can be found. */
async function fullEvidence(
  stored: StoredTable,
  position: number,
  evidence: ColumnEvidence,
  signal: AbortSignal,
): Promise<ColumnEvidence> {
  const { kind } = stored.layout.columns[position]!
  if (kind === 'category' || kind === 'text') return evidence
  const fitting = kind === 'number' ? evidence.numbers : evidence.dates
  return fitting >= kindShare * evidence.present ? evidence : textEvidence(stored, position, signal)
}
