/** Looks at all texts of a column. They may be larger than memory, so SQL groups them, and can spill. */
import { BIGINT, HUGEINT, VARCHAR } from '@duckdb/node-api'
import type { ColumnProfile } from '../../spec/dataset.ts'
import { commonMissingTexts } from '../../spec/table-dialect.ts'
import { fewClassRows } from '../health/class-balance.ts'
import { meansMissingIn } from '../dialect/detect-values.ts'
import { spacedPattern } from '../text/words.ts'
import { type ColumnEvidence, isDateName, mixedShare } from '../kinds/column-kind.ts'
import { findDateFormats } from '../kinds/date-format.ts'
import { commonForm } from '../kinds/number-text.ts'
import { momentSql, parseSql, textSql, withHelpersSql } from '../storage/column-sql.ts'
import type { StoredTable } from '../storage/read-table.ts'
import { sqlText } from '../storage/sql-text.ts'
import type { ColumnLayout } from '../storage/table-layout.ts'
import type { ColumnAnalysis } from './column-analysis.ts'
import { binCounted, categoryBars, mostBars, numberBars } from './distribution.ts'
import type { SeenGroup } from './seen-columns.ts'
import { digestOfGroups, rowBitsSql } from './text-digest.ts'
import { loadLanguages } from '../text/languages.ts'
import { countedTexts, createTextCounter } from './text-facts.ts'

const sampledTexts = 300

/**
 * A column's different texts, grouped: the temporary table `grouped` (text, count, first row, and all of its rows as
 * bits).
 * @param mask only rows whose bits have none of these (`sampleMask`)
 */
export async function groupTexts(table: StoredTable, position: number, signal: AbortSignal, mask = 0): Promise<void> {
  const seen = mask === 0 ? table.seen?.groups(position) : null
  if (seen != null) return fillGroups(table, seen, signal)
  const text = textSql(table.layout.columns[position]!, position, table.layout)
  const among = mask === 0 ? '' : ` AND ${rowBitsSql('file_row_number')} & ${mask} = 0`
  await table.engine.run(
    `CREATE OR REPLACE TEMP TABLE grouped AS
       SELECT text, count(*) AS count, min(row) AS first, sum(bits) AS sum, bit_xor(bits) AS bits
       FROM (SELECT ${text} AS text, file_row_number AS row, ${rowBitsSql('file_row_number')} AS bits
         FROM ${table.relation} WHERE ${text} IS NOT NULL${among}) GROUP BY text`,
    signal,
  )
}

/** Makes `grouped` of what was seen already. */
export async function fillGroups(table: StoredTable, groups: readonly SeenGroup[], signal: AbortSignal): Promise<void> {
  await table.engine.run(
    'CREATE OR REPLACE TEMP TABLE grouped (text VARCHAR, count BIGINT, first BIGINT, sum HUGEINT, bits BIGINT)',
    signal,
  )
  const columns = [
    { type: VARCHAR, values: groups.map(({ text }) => text) },
    { type: BIGINT, values: groups.map(({ count }) => BigInt(count)) },
    { type: BIGINT, values: groups.map(({ first }) => BigInt(first)) },
    { type: HUGEINT, values: groups.map(({ sum }) => sum) },
    { type: BIGINT, values: groups.map(({ bits }) => bits) },
  ]
  await table.engine.append('grouped', columns, signal)
}

/** Different texts of a column in the order of their first rows, some hundreds of them. */
export async function sampleTexts(table: StoredTable, position: number, signal: AbortSignal): Promise<string[]> {
  await groupTexts(table, position, signal)
  return groupedSample(table, signal)
}

async function groupedSample(table: StoredTable, signal: AbortSignal): Promise<string[]> {
  const rows = await table.engine.rows(`SELECT text FROM grouped ORDER BY first LIMIT ${sampledTexts}`, signal)
  return rows.map(([text]) => String(text))
}

/** Evidence for the kind of a column from its texts, whatever kind it is stored as. */
export async function textEvidence(table: StoredTable, position: number, signal: AbortSignal): Promise<ColumnEvidence> {
  await groupTexts(table, position, signal)
  return groupedEvidence(table, position, signal)
}

/** Evidence from the texts in `grouped`. */
export async function groupedEvidence(
  table: StoredTable,
  position: number,
  signal: AbortSignal,
): Promise<ColumnEvidence> {
  const column = table.layout.columns[position]!
  const sample = await groupedSample(table, signal)
  const found = findDateFormats(sample, isDateName(column.name))
  const dateFormats = found !== null && found.matching >= mixedShare * sample.length ? found.formats : []
  const asNumber: ColumnLayout = { ...column, kind: 'number', ...commonForm(sample, table.layout.dialect.decimal) }
  const number = parseSql(asNumber, 0, 'text', table.layout)
  const isDate = dateFormats.length === 0 ? 'false' : `${momentSql('text', dateFormats)} IS NOT NULL`
  const [row = []] = await table.engine.rows(
    `SELECT ${[
      'coalesce(sum(count), 0)',
      'count(*)',
      'coalesce(sum(count) FILTER (number IS NOT NULL), 0)',
      'coalesce(sum(count) FILTER (number = trunc(number)), 0)',
      "coalesce(sum(count) FILTER (number IS NOT NULL AND regexp_full_match(text, '-?0[0-9].*')), 0)",
      `coalesce(sum(count) FILTER (${isDate}), 0)`,
      'coalesce(sum(count * length(text)) / sum(count), 0)',
      `coalesce(sum(count * length(regexp_replace(text, ${sqlText(spacedPattern)}, '', 'g'))) / sum(count), 0)`,
      "coalesce(sum(count) FILTER (regexp_matches(text, '\\s')), 0)",
    ]
      .map((expression) => `CAST(${expression} AS DOUBLE)`)
      .join(', ')}
     FROM (SELECT *, ${number.value} AS number FROM ${withHelpersSql([number], 'grouped')})`,
    signal,
  )
  const [present, distinct, numbers, integers, leadingZeros, dates, meanLength, meanUnspaced, spaced] = row.map(
    Number,
  ) as [number, number, number, number, number, number, number, number, number]
  const { name } = column
  return {
    name,
    present,
    distinct,
    numbers,
    integers,
    leadingZeros,
    dates,
    dateFormats,
    meanLength,
    meanUnspaced,
    spaced,
  }
}

/** Analyses one column of kind category or text. */
export async function analyseTexts(
  table: StoredTable,
  position: number,
  examples: readonly string[],
  signal: AbortSignal,
): Promise<ColumnAnalysis> {
  const column = table.layout.columns[position]!
  await groupTexts(table, position, signal)
  const evidence = await groupedEvidence(table, position, signal)
  const { present, distinct } = evidence
  const bars = column.kind === 'text' ? await lengthBars(table, signal) : await topBars(table, present, signal)
  const common = await commonMissing(table, signal)
  const others = present - common.reduce((sum, { count }) => sum + count, 0)
  const measured = others > 0 && Math.max(evidence.numbers, evidence.dates) >= 0.9 * others
  const more = {
    ...(column.kind === 'text' ? { texts: await factsOfTexts(table, signal) } : {}),
    ...(column.kind === 'category' ? await rarestText(table, signal) : {}),
  }
  return {
    evidence,
    values: {
      missing: table.rows - present,
      distinct,
      numeric: null,
      distribution: bars,
      ...more,
      examples: [...examples],
    },
    unparsed: null,
    missingTexts: common.map(({ text }) => text).filter((text) => meansMissingIn(text, measured)),
    digest: await digestOfGroups(table, signal),
  }
}

/** The common texts for a missing value that are in the column, with how often. */
async function commonMissing(table: StoredTable, signal: AbortSignal): Promise<{ text: string; count: number }[]> {
  const rows = await table.engine.rows(
    `SELECT text, CAST(count AS DOUBLE) FROM grouped WHERE text IN (${commonMissingTexts.map(sqlText).join(', ')})`,
    signal,
  )
  return rows.map(([text, count]) => ({ text: String(text), count: Number(count) }))
}

async function topBars(table: StoredTable, present: number, signal: AbortSignal) {
  const top = await table.engine.rows(
    `SELECT text, CAST(count AS DOUBLE) FROM grouped ORDER BY count DESC, text LIMIT ${mostBars + 1}`,
    signal,
  )
  return categoryBars(
    top.map(([text, count]) => ({ text: String(text), count: Number(count) })),
    present,
  )
}

/** The text in the fewest rows, and how many are in few: classes may be beyond those that are shown. */
async function rarestText(
  table: StoredTable,
  signal: AbortSignal,
): Promise<Pick<ColumnProfile, 'rarest' | 'smallClasses'>> {
  const [[label, count, small] = []] = await table.engine.rows(
    `SELECT arg_min(text, (count, text)), CAST(min(count) AS DOUBLE),
       CAST(count(*) FILTER (count < ${fewClassRows}) AS DOUBLE) FROM grouped`,
    signal,
  )
  if (typeof label !== 'string') return {}
  return { rarest: { label, count: Number(count) }, smallClasses: Number(small) }
}

/** Free texts are hardly ever equal: what tells something is how long they are, in characters. */
async function lengthBars(table: StoredTable, signal: AbortSignal) {
  const rows = await table.engine.rows(
    `SELECT CAST(length(text) AS DOUBLE) AS length, CAST(sum(count) AS DOUBLE)
       FROM grouped GROUP BY length(text) ORDER BY length`,
    signal,
  )
  return numberBars(binCounted(rows.map(([value, count]) => ({ value: Number(value), count: Number(count) }))))
}

/** By texts from all over the table, always the same ones. */
export async function factsOfTexts(table: StoredTable, signal: AbortSignal) {
  const counter = createTextCounter(await loadLanguages())
  await table.engine.chunks(
    `SELECT text FROM grouped ORDER BY hash(text), text LIMIT ${countedTexts}`,
    (chunk) => chunk.getColumnValues(0).forEach((text) => counter.add(String(text))),
    signal,
  )
  return counter.facts()
}
