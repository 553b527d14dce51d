/** A run's data, out of its table's file in the project folder. */
import { join } from 'node:path'
import type { PreparedRun, PrepareOptions } from '../data/preprocess/prepare-run.ts'
import { prepareRun } from '../data/preprocess/prepare-run.ts'
import { columnSource } from '../data/raw-columns.ts'
import type { TableReader } from '../data/table-reader.ts'
import { openTable } from '../data/table-reader.ts'
import { importedTokenizer } from '../pretrained/imported-models.ts'
import type { RunPlace } from './engine-protocol.ts'

type TablePlace = Pick<RunPlace, 'projectFolder' | 'table'>
type PlannedPlace = TablePlace & Pick<RunPlace, 'spec'>

/** Opens the table of a run, asks it, and closes it again. */
export async function withTable<T>(place: TablePlace, ask: (reader: TableReader) => Promise<T>): Promise<T> {
  const reader = await openTable(join(place.projectFolder, place.table.file))
  try {
    return await ask(reader)
  } finally {
    await reader.close()
  }
}

/** Finds the tokenisers of a project's pretrained models. */
export const tokenizerOf = ({ projectFolder }: Pick<RunPlace, 'projectFolder'>) => {
  return (pretrained: string) => importedTokenizer(projectFolder, pretrained)
}

/** Reads, splits and encodes what a run learns from. @throws StudioError as prepareRun */
export function prepareAt(place: PlannedPlace, options: PrepareOptions = {}): Promise<PreparedRun> {
  const { projectFolder, table, spec } = place
  const tokenizer = tokenizerOf(place)
  return withTable(place, (reader) =>
    prepareRun(
      columnSource({ reader, projectFolder, media: table.media, tokenizer }),
      spec,
      table.dialect.missing,
      options,
    ),
  )
}
