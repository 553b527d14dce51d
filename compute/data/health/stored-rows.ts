/** A stored table as filters are asked of it. */
import type { ImportedTable } from '../../spec/dataset.ts'
import { rowKeys } from '../split/row-keys.ts'
import type { TableReader } from '../table-reader.ts'
import { repetitions, wholeKeys } from '../versions/row-refs.ts'
import type { FilteredRows } from './rows-where.ts'

/** See the file's head. */
export async function storedRows(reader: TableReader, { dialect, profile }: ImportedTable): Promise<FilteredRows> {
  const order = await reader.sourceRows()
  return {
    rows: reader.rows,
    decimal: dialect.decimal,
    kindOf: (column) => profile.columns.find(({ name }) => name === column)?.kind,
    texts: (column) => reader.texts(column),
    async repeated() {
      const before = repetitions(wholeKeys(await rowKeys(reader)))
      return Array.from(before.keys()).filter((row) => before[row]! > 0)
    },
    importedRow: (row) => order?.[row] ?? row,
  }
}
