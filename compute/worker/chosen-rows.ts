/** The rows that a view of a dataset shows: those that a filter finds, sorted by a column. */
import { rowsWhere } from '../data/health/rows-where.ts'
import { storedRows } from '../data/health/stored-rows.ts'
import type { TableReader } from '../data/table-reader.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import type { ChosenRows } from '../spec/row-filter.ts'
import { createKept } from './kept.ts'

/** Answers with the rows' numbers in their order; null for all of them in the order of the table. */
export type ChooseRows = (reader: TableReader, table: ImportedTable, chosen: ChosenRows) => Promise<Uint32Array | null>

/** Remembers what was found last: pages of the same rows are asked for one after the other. */
export function createChosenRows(): ChooseRows {
  const found = createKept<Uint32Array>()
  return async (reader, table, { where, sortBy, descending = false }) => {
    const order = sortBy === undefined ? null : await reader.order(sortBy, descending)
    if (where === undefined) return order
    const rows = await found.of(`${table.fingerprint} ${JSON.stringify(where)}`, async () =>
      rowsWhere(await storedRows(reader, table), where),
    )
    if (order === null) return rows
    const meant = new Set(rows)
    return order.filter((row) => meant.has(row))
  }
}
