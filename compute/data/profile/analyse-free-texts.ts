/**
 * Looks at a long column of free text. Its texts are hardly ever equal, so grouping them all would take longer than
 * everything else: what a person sees as exact (how many there are, how many different ones, their lengths) is counted over
 * all rows by length and by hash, and what only decides the column's kind is told from a share of its texts.
 */
import { commonMissingTexts } from '../../spec/table-dialect.ts'
import { meansMissingIn } from '../dialect/detect-values.ts'
import { textSql } from '../storage/column-sql.ts'
import type { StoredTable } from '../storage/read-table.ts'
import { sqlText } from '../storage/sql-text.ts'
import { binCounted, numberBars } from './distribution.ts'
import { factsOfTexts, fillGroups, groupedEvidence, groupTexts } from './analyse-texts.ts'
import type { ColumnAnalysis } from './column-analysis.ts'
import type { SeenGroup } from './seen-columns.ts'
import { countLengths, digestOfTexts } from './text-digest.ts'
import { type SampledRow, sampleMask } from './text-sample.ts'

/** Shorter tables are grouped whole. */
export const leastSampledRows = 200_000

/** @returns null where the share shows that the column isn't of free text, so that all of it has to be looked at */
export async function analyseFreeTexts(
  table: StoredTable,
  position: number,
  examples: readonly string[],
  signal: AbortSignal,
): Promise<ColumnAnalysis | null> {
  const text = textSql(table.layout.columns[position]!, position, table.layout)
  const seen = table.seen?.texts(position) ?? null
  await (seen === null
    ? groupTexts(table, position, signal, sampleMask(table.rows))
    : fillGroups(table, groupsOf(seen.sample), signal))
  const share = await groupedEvidence(table, position, signal)
  if (share.present === 0 || share.numbers + share.dates > share.present / 10) return null
  const lengths = seen?.lengths ?? (await countLengths(table, position, signal))
  const present = lengths.reduce((sum, { count }) => sum + count, 0)
  const letters = lengths.reduce((sum, { value, count }) => sum + value * count, 0)
  const distinct = seen?.distinct ?? (await countDifferent(table, text, signal))
  const ofAll = (count: number) => Math.round((count / share.present) * present)
  return {
    evidence: {
      ...share,
      present,
      distinct,
      numbers: ofAll(share.numbers),
      integers: ofAll(share.integers),
      leadingZeros: ofAll(share.leadingZeros),
      dates: ofAll(share.dates),
      spaced: ofAll(share.spaced),
      meanLength: letters / present,
    },
    values: {
      missing: table.rows - present,
      distinct,
      numeric: null,
      distribution: numberBars(binCounted(lengths)),
      texts: await factsOfTexts(table, signal),
      examples: [...examples],
    },
    unparsed: null,
    missingTexts: (seen?.common ?? (await commonTexts(table, text, signal))).filter((one) =>
      meansMissingIn(one, false),
    ),
    digest: seen?.digest ?? (await digestOfTexts(table, position, signal)),
  }
}

async function countDifferent(table: StoredTable, text: string, signal: AbortSignal): Promise<number> {
  const [[distinct] = []] = await table.engine.rows(
    `SELECT CAST(count(DISTINCT hash(${text})) AS DOUBLE) FROM ${table.relation} WHERE ${text} IS NOT NULL`,
    signal,
  )
  return Number(distinct)
}

/** A share's rows by their texts. */
function groupsOf(sample: readonly SampledRow[]): SeenGroup[] {
  const groups = new Map<string, SeenGroup>()
  for (const { row, text, low, high } of sample) {
    const own = (BigInt(high) << 32n) | BigInt(low)
    const { count, first, sum, bits } = groups.get(text) ?? { count: 0, first: row, sum: 0n, bits: 0n }
    groups.set(text, { text, count: count + 1, first, sum: sum + own, bits: bits ^ own })
  }
  return [...groups.values()]
}

/** The common texts for a missing value that are in the column; none of them is long. */
async function commonTexts(table: StoredTable, text: string, signal: AbortSignal): Promise<string[]> {
  const longest = Math.max(...commonMissingTexts.map((one) => Buffer.byteLength(one)))
  const rows = await table.engine.rows(
    `SELECT DISTINCT ${text} FROM ${table.relation}
     WHERE strlen(${text}) <= ${longest} AND ${text} IN (${commonMissingTexts.map(sqlText).join(', ')})`,
    signal,
  )
  return rows.map(([one]) => String(one))
}
