/** Digests of text columns: what stands in which row, whatever order SQL comes across it. */
import { createHash } from 'node:crypto'
import { textSql } from '../storage/column-sql.ts'
import type { StoredTable } from '../storage/read-table.ts'

/**
 * A row's number spread over 62 bits, in sums and products that fit into 64: sums and exclusive ors of these tell sets of rows
 * apart. (SQL's own hash is quicker to write, but may differ from one version to the next.)
 */
export function rowBitsSql(row: string): string {
  const first = `(${row} * 2654435761)`
  const second = `(xor(${first}, ${first} >> 15) & 2147483647) * 1540483477`
  return `xor(${second}, (${second}) >> 31)`
}

/** The digest of the texts in the temporary table `grouped`, each with its rows. */
export async function digestOfGroups({ engine }: StoredTable, signal: AbortSignal): Promise<string> {
  const [found = []] = await engine.rows(
    `SELECT CAST(count(*) AS VARCHAR), CAST(bit_xor(md5_number(concat_ws(' ', count, first, sum, bits, text))) AS VARCHAR)
     FROM grouped`,
    signal,
  )
  return sha256(found.map(String))
}

/** Texts of one length. */
export interface CountedLength {
  readonly value: number
  readonly count: number
  /** Of all of them with their rows: 128 bits. */
  readonly bits: string
}

/** How many texts of a column there are of each length, in rising order. */
export async function countLengths(
  table: StoredTable,
  position: number,
  signal: AbortSignal,
): Promise<CountedLength[]> {
  const text = textSql(table.layout.columns[position]!, position, table.layout)
  const rows = await table.engine.rows(
    `SELECT CAST(length(text) AS DOUBLE) AS length, CAST(count(*) AS DOUBLE),
       CAST(bit_xor(md5_number(row || ' ' || text)) AS VARCHAR)
     FROM (SELECT file_row_number AS row, ${text} AS text FROM ${table.relation})
     WHERE text IS NOT NULL GROUP BY length ORDER BY length`,
    signal,
  )
  return rows.map(([value, count, bits]) => ({ value: Number(value), count: Number(count), bits: String(bits) }))
}

/** The digest of a column whose texts were counted by their lengths. */
export function digestOfLengths(lengths: readonly CountedLength[]): string {
  return sha256(lengths.map(({ value, count, bits }) => [value, count, bits]))
}

function sha256(facts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
