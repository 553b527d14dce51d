/**
 * The rows of a dataset as they were imported first, and which of them its rows now are: by this they stay in the parts in
 * which they were, whichever rows came, went or were given another class since.
 */
import { join } from 'node:path'
import type { FirstRows } from '../split/lasting-split.ts'
import { rowKeys, type RowKeys } from '../split/row-keys.ts'
import { datasetsFolder } from '../storage/work-folder.ts'
import { openTable, type TableReader } from '../table-reader.ts'
import { sameRows } from './same-rows.ts'

export interface GrownDataset {
  readonly reader: TableReader
  readonly projectFolder: string
  /** The file of the first import, in the project's folder, where the source was imported again since. */
  readonly origin?: string | undefined
}

/**
 * See the file's head.
 * @param names columns that are to be read as they were at first
 * @returns null where nothing has changed since the first import, or where it had not these columns
 * @throws StudioError file-not-found where an imported table is gone
 */
export async function firstRows(
  { reader, projectFolder, origin }: GrownDataset,
  names: readonly string[],
): Promise<FirstRows | null> {
  if (reader.base === null && origin === undefined) return null
  const opened: TableReader[] = []
  const open = async (file: string) => {
    const table = await openTable(join(projectFolder, file))
    opened.push(table)
    return table
  }
  try {
    const base = reader.base === null ? reader : await open(`${datasetsFolder}/${reader.base}`)
    const first = origin === undefined ? base : await open(origin)
    if (!names.every((name) => first.columnNames.includes(name))) return null
    const order = await reader.sourceRows()
    const inOrder = (row: number) => order?.[row] ?? row
    const known = { columns: await first.columns(names), keys: await rowKeys(first) }
    const now = Array.from({ length: reader.rows }, (_, row) => inOrder(row))
    if (origin === undefined) return { ...known, rowOf: Int32Array.from(now), ownKeys: known.keys, keyRow: inOrder }
    const same = await sameRows(first, base, base.rows)
    const ownKeys: RowKeys = same.keys?.[1] ?? (await rowKeys(base))
    return { ...known, rowOf: Int32Array.from(now, (row) => same.rowOf[row]!), ownKeys, keyRow: inOrder }
  } finally {
    for (const table of opened) await table.close()
  }
}
