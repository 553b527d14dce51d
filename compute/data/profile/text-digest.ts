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
}

/** How many texts of a column there are of each length, in rising order. */
export async function countLengths(
  table: StoredTable,
  position: number,
  signal: AbortSignal,
): Promise<CountedLength[]> {
  const text = textSql(table.layout.columns[position]!, position, table.layout)
  const rows = await table.engine.rows(
    `SELECT CAST(length(text) AS DOUBLE) AS length, CAST(count(*) AS DOUBLE)
     FROM (SELECT ${text} AS text FROM ${table.relation})
     WHERE text IS NOT NULL GROUP BY length ORDER BY length`,
    signal,
  )
  return rows.map(([value, count]) => ({ value: Number(value), count: Number(count) }))
}

/** The digest of a long column of free text: its texts one after the other, each with its length, and which rows have none. */
export class TextsDigest {
  readonly #texts = createHash('sha256')
  readonly #missing = createHash('sha256')

  /** @param laidOut texts in UTF-8, four bytes of length before each @param missing 1 for each row without a text */
  add(laidOut: Uint8Array, missing: Uint8Array): void {
    this.#texts.update(laidOut)
    this.#missing.update(missing)
  }

  digest(): string {
    return sha256([this.#texts.digest('hex'), this.#missing.digest('hex')])
  }
}

/** The digest of a stored column's texts. */
export async function digestOfTexts(table: StoredTable, position: number, signal: AbortSignal): Promise<string> {
  const text = textSql(table.layout.columns[position]!, position, table.layout)
  const digest = new TextsDigest()
  await table.engine.chunks(
    `SELECT ${text} FROM ${table.relation}`,
    (chunk) => {
      const texts = chunk.getColumnValues(0)
      const laidOut = texts.flatMap((one) => (typeof one === 'string' ? [withLength(one)] : []))
      digest.add(
        Buffer.concat(laidOut),
        Uint8Array.from(texts, (one) => (one === null ? 1 : 0)),
      )
    },
    signal,
  )
  return digest.digest()
}

function withLength(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(text))
  bytes.writeUInt32LE(bytes.length - 4)
  bytes.write(text, 4)
  return bytes
}

function sha256(facts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
