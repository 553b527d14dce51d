/** What a run says of the rows of its table that had no class when it learned. */
import type { LabelSuggestion } from '../../compute/spec/data-edit.ts'
import type { Studio } from '../studio.ts'

export interface LabelSuggestions {
  /** Fingerprint of the imported table whose rows these are. */
  readonly base: string
  readonly suggestions: LabelSuggestion[]
}

/** See the file's head. */
export async function labelSuggestions(
  { database, engine, runs }: Pick<Studio, 'database' | 'engine' | 'runs'>,
  id: string,
): Promise<LabelSuggestions> {
  const { datasetId, datasetVersion: number } = await database.ask('runs.get', { id })
  const suggestions = await engine.results().ask('suggestions', await runs.locatePrediction(id))
  const { base } = await database.ask('datasets.version', { id: datasetId, number })
  return { base: base.fingerprint, suggestions }
}
