/** The texts that a table keeps beside its values: those of cells that didn't parse, and those written unusually. */
import { createHash } from 'node:crypto'
import { commonMissingTexts } from '../../spec/table-dialect.ts'
import type { StoredTable } from '../storage/read-table.ts'
import { sqlText } from '../storage/sql-text.ts'
import { textsField } from '../storage/table-layout.ts'

/** What is kept of one column. */
export interface KeptTexts {
  /** Cells without a value. */
  readonly unparsed: { readonly count: number; readonly firstIndex: number; readonly firstText: string } | null
  readonly leadingZeros: number
  /** Those among the unparsed texts that commonly stand for a missing value. */
  readonly missingTexts: readonly string[]
}

export const nothingKept: KeptTexts = { unparsed: null, leadingZeros: 0, missingTexts: [] }

/** The kept texts of all columns, by their position; columns that keep none are not in the map. */
export async function readKeptTexts(table: StoredTable, signal?: AbortSignal): Promise<Map<number, KeptTexts>> {
  const rows = await table.engine.rows(
    `SELECT
       CASE WHEN key < 0 THEN -1 - key ELSE key END AS position,
       CAST(count(*) FILTER (key < 0) AS DOUBLE),
       CAST(min(row) FILTER (key < 0) AS DOUBLE),
       arg_min(text, row) FILTER (key < 0),
       CAST(count(*) FILTER (regexp_full_match(text, '-?0[0-9].*')) AS DOUBLE),
       list_sort(list(DISTINCT text) FILTER (key < 0 AND text IN (${commonMissingTexts.map(sqlText).join(', ')})))
     FROM (${entriesSql(table)}) GROUP BY position`,
    signal,
  )
  return new Map(
    rows.map(([position, count, firstIndex, firstText, leadingZeros, missingTexts]) => [
      Number(position),
      {
        unparsed:
          Number(count) === 0
            ? null
            : { count: Number(count), firstIndex: Number(firstIndex), firstText: String(firstText) },
        leadingZeros: Number(leadingZeros),
        missingTexts: Array.isArray(missingTexts) ? missingTexts.map(String) : [],
      },
    ]),
  )
}

/** SHA-256 over all kept texts with their places; the same for every table that keeps none. */
export async function keptTextsDigest(table: StoredTable, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await table.engine.chunks(
    `SELECT row || ' ' || key || ' ' || text FROM (${entriesSql(table)})`,
    (chunk) => hash.update(textsToHash(chunk.getColumnValues(0))),
    signal,
  )
  return hash.digest('hex')
}

/** Texts as one text from which they can be told apart again, wherever the rows were cut into chunks. */
export function textsToHash(texts: readonly unknown[]): string {
  return texts.map((text) => `${JSON.stringify(text)}\n`).join('')
}

/** One row for each kept text, in the order of the rows and, within one, of the columns. */
function entriesSql(table: StoredTable): string {
  return `SELECT file_row_number AS row, unnest(map_keys(${textsField})) AS key, unnest(map_values(${textsField})) AS text
    FROM ${table.relation} WHERE ${textsField} IS NOT NULL`
}
