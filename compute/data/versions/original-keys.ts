/**
 * Fingerprints of rows as they were imported: by these they are divided, so that an example whose class was put right stays
 * in the part where it was.
 */
import { join } from 'node:path'
import { rowKeys, type RowKeys } from '../split/row-keys.ts'
import { datasetsFolder } from '../storage/work-folder.ts'
import { openTable, type TableReader } from '../table-reader.ts'

/** See the file's head. @throws StudioError file-not-found where the imported table is gone */
export async function originalKeys(dataset: {
  readonly reader: TableReader
  readonly projectFolder: string
}): Promise<RowKeys> {
  const { reader, projectFolder } = dataset
  const rows = await reader.sourceRows()
  if (reader.base === null || rows === null) return rowKeys(reader)
  const base = await openTable(join(projectFolder, datasetsFolder, reader.base))
  try {
    const { high, low } = await rowKeys(base)
    return { high: rows.map((row) => high[row]!), low: rows.map((row) => low[row]!) }
  } finally {
    await base.close()
  }
}
