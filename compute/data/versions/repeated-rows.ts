/** Rows that say the same as an earlier one, after all edits. */
import { rowKeys } from '../split/row-keys.ts'
import type { TableReader } from '../table-reader.ts'
import type { EditedRows } from './apply-edits.ts'
import { repetitions, wholeKeys } from './row-refs.ts'

/** See the file's head: of equal rows all but the first, those left out not counted. */
export async function repeatedRows(reader: TableReader, { columns, excluded, dropped }: EditedRows): Promise<number[]> {
  const keys = await rowKeys({
    columnNames: reader.columnNames.filter((name) => !dropped.has(name)),
    async columns(names) {
      const read = await reader.columns(names)
      const all = new Map(read.columns)
      for (const name of names) {
        const edited = columns.get(name)
        if (edited !== undefined) all.set(name, { kind: 'category', ...edited })
      }
      return { rows: read.rows, columns: all }
    },
  })
  const kept = Array.from(excluded.keys()).filter((row) => excluded[row] === 0)
  const whole = wholeKeys(keys)
  const before = repetitions(BigUint64Array.from(kept, (row) => whole[row]!))
  return kept.filter((_, at) => before[at]! > 0)
}
