/** A run's data, out of its table's file in the project folder. */
import { join } from 'node:path'
import { type PreparedGeneration, prepareGeneration } from '../data/preprocess/prepare-generation.ts'
import type { PreparedRun, PrepareOptions } from '../data/preprocess/prepare-run.ts'
import { prepareRun } from '../data/preprocess/prepare-run.ts'
import { columnSource, openDataset } from '../data/raw-columns.ts'
import type { TableReader } from '../data/table-reader.ts'
import { openTable } from '../data/table-reader.ts'
import type { FindTokenizer } from '../data/text/token-column.ts'
import { importedTokenizer } from '../pretrained/imported-models.ts'
import type { GenerationPlace, PlannedPlace, RunPlace, TablePlace } from './engine-protocol.ts'

/** Opens the table of a run, asks it, and closes it again. */
export async function withTable<T>(place: TablePlace, ask: (reader: TableReader) => Promise<T>): Promise<T> {
  const reader = await openTable(join(place.projectFolder, place.table.file))
  try {
    return await ask(reader)
  } finally {
    await reader.close()
  }
}

/** Finds the tokenisers of a project's pretrained models, and reads each once. */
export function tokenizerOf({ projectFolder }: Pick<RunPlace, 'projectFolder'>): FindTokenizer {
  const read = new Map<string, ReturnType<FindTokenizer>>()
  return (pretrained) => {
    const tokenizer = read.get(pretrained) ?? importedTokenizer(projectFolder, pretrained)
    read.set(pretrained, tokenizer)
    return tokenizer
  }
}

/** Reads, splits and encodes what a run learns from. @throws StudioError as prepareRun */
export function prepareAt(
  place: PlannedPlace<RunPlace>,
  options: PrepareOptions = {},
  tokenizer = tokenizerOf(place),
): Promise<PreparedRun> {
  const { table, spec } = place
  return withTable(place, (reader) =>
    prepareRun(columnSource({ ...openDataset(place, reader), tokenizer }), spec, table.dialect.missing, options),
  )
}

/** The pictures that a generative run learns from. @throws StudioError as prepareGeneration */
export function prepareGenerationAt(
  place: PlannedPlace<GenerationPlace>,
  options: PrepareOptions = {},
): Promise<PreparedGeneration> {
  const { table, spec } = place
  return withTable(place, (reader) =>
    prepareGeneration(columnSource(openDataset(place, reader)), spec, table.dialect.missing, options),
  )
}
