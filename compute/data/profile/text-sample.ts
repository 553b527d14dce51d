/** The share of a long column of texts that is looked at closely: rows all over the table, the same ones for the same content. */

/** Rows of the share: at least so many, and less than twice as many. */
export const sampledRows = 25_000

/** A row of the share that has a text, with its bits (`rowBitsSql`) in two halves. */
export interface SampledRow {
  readonly row: number
  readonly text: string
  readonly low: number
  readonly high: number
}

/** Rows of a table of so many rows belong to the share where all of these of their bits are zero. */
export function sampleMask(rows: number): number {
  return rows < 2 * sampledRows ? 0 : 2 ** Math.floor(Math.log2(rows / sampledRows)) - 1
}
