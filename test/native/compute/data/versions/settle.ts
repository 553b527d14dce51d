/** Settles edits of an imported table as the engine's thread does. */
import { join } from 'node:path'
import { rowKeys } from '../../../../../compute/data/split/row-keys.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import { rowRefs } from '../../../../../compute/data/versions/row-refs.ts'
import { settleVersion } from '../../../../../compute/data/versions/settle-version.ts'
import type { AskedEdit, DataEdit } from '../../../../../compute/spec/data-edit.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'

const options = { signal: new AbortController().signal, onProgress: () => undefined }

/** The version, and all edits that make it. */
export async function settle(
  projectFolder: string,
  base: ImportedTable,
  asked: readonly AskedEdit[],
  edits: readonly DataEdit[] = [],
) {
  const reader = await openTable(join(projectFolder, base.file))
  try {
    const edited = { projectFolder, base, reader, edits, refs: rowRefs(await rowKeys(reader)) }
    const settled = await settleVersion(edited, asked, options)
    return { ...settled, all: [...edits, ...settled.steps.map(({ edit }) => edit)] }
  } finally {
    await reader.close()
  }
}
