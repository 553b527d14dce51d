/** Which rows of a table are in another one: those that hold the same in all columns that both have. */
import { type KeySource, type RowKeys, sharedRowKeys } from '../split/row-keys.ts'
import { repetitions, wholeKeys } from './row-refs.ts'

export interface SameRows {
  /** For each row of the second table the row of the first one that it is; −1 for one that is not in it. */
  readonly rowOf: Int32Array<ArrayBuffer>
  /** Fingerprints of both tables' rows over what both have; null where they share no column. */
  readonly keys: readonly [first: RowKeys, second: RowKeys] | null
}

/** See the file's head. Of rows that are equal, the first is the first one, the second the second one. */
export async function sameRows(first: KeySource, second: KeySource, rows: number): Promise<SameRows> {
  const keys = await sharedRowKeys(first, second)
  if (keys === null) return { rowOf: new Int32Array(rows).fill(-1), keys }
  const [known, asked] = keys.map(wholeKeys) as [BigUint64Array, BigUint64Array]
  const rowsOfKey = new Map<bigint, number[]>()
  known.forEach((key, row) => {
    const own = rowsOfKey.get(key)
    if (own === undefined) rowsOfKey.set(key, [row])
    else own.push(row)
  })
  const ranks = repetitions(asked)
  return { rowOf: Int32Array.from(asked, (key, row) => rowsOfKey.get(key)?.[ranks[row]!] ?? -1), keys }
}
