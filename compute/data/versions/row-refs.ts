/** Names of imported rows by what they hold: edits are kept by these, and find their rows again after another import. */
import type { DataEdit, RowEdit, RowRef } from '../../spec/data-edit.ts'
import type { RowKeys } from '../split/row-keys.ts'

export interface RowRefs {
  readonly rows: number
  /** The name of a row. */
  of(row: number): RowRef
  /** The row with each name, null for one that is not there. */
  find(refs: readonly RowRef[]): (number | null)[]
}

/** 64 bits a row as one number each. */
export function wholeKeys({ high, low }: RowKeys): BigUint64Array<ArrayBuffer> {
  return BigUint64Array.from(high, (bits, row) => (BigInt(bits) << 32n) | BigInt(low[row]!))
}

/** How many earlier rows are equal to each. */
export function repetitions(keys: BigUint64Array): Uint32Array {
  const seen = new Map<bigint, number>()
  return Uint32Array.from(keys, (key) => {
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before
  })
}

/** The names of a table's rows, from their fingerprints. */
export function rowRefs(rowKeys: RowKeys): RowRefs {
  const keys = wholeKeys(rowKeys)
  const ranks = repetitions(keys)
  const nameOf = (key: bigint, rank: number) => `${key.toString(16).padStart(16, '0')}${rank === 0 ? '' : `~${rank}`}`
  return {
    rows: keys.length,
    of: (row) => nameOf(keys[row]!, ranks[row]!),
    find(refs) {
      const wanted = new Set(refs.map((ref) => BigInt(`0x${ref.slice(0, 16)}`)))
      const found = new Map<RowRef, number>()
      keys.forEach((key, row) => {
        if (wanted.has(key)) found.set(nameOf(key, ranks[row]!), row)
      })
      return refs.map((ref) => found.get(ref) ?? null)
    },
  }
}

/** The edit with the names of its rows in place of their numbers. */
export function toDataEdit(edit: RowEdit, refs: RowRefs): DataEdit {
  return 'rows' in edit ? { ...edit, rows: edit.rows.map((row) => refs.of(row)) } : edit
}

/** Edits over the numbers of rows, and the names that no row has. An edit that is left without rows is left out. */
export function toRowEdits(edits: readonly DataEdit[], refs: RowRefs): { edits: RowEdit[]; lost: RowRef[] } {
  const names = [...new Set(edits.flatMap((edit) => ('rows' in edit ? edit.rows : [])))]
  const rows = refs.find(names)
  const rowOf = new Map(names.map((name, at) => [name, rows[at] ?? null]))
  const found = edits.flatMap((edit): RowEdit[] => {
    if (!('rows' in edit)) return [edit]
    const own = edit.rows.map((name) => rowOf.get(name) ?? null).filter((row) => row !== null)
    return own.length === 0 ? [] : [{ ...edit, rows: own }]
  })
  return { edits: found, lost: names.filter((name) => rowOf.get(name) === null) }
}
