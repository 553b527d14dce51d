/** The report of a generative run that is not training, from its checkpoint. */
import { generationReport } from '../evaluate/generation-report.ts'
import type { GenerationReport } from '../spec/generation.ts'
import { readTrainedGenerator } from '../train/generative-run.ts'
import type { GenerationPlace } from './engine-protocol.ts'
import { prepareGenerationAt } from './prepare-at.ts'

/** @throws StudioError `checkpoint-unreadable`, and as prepareGeneration */
export async function evaluateGeneration(place: GenerationPlace): Promise<GenerationReport> {
  const trained = await readTrainedGenerator(place.checkpoint)
  const { table } = await prepareGenerationAt(place)
  return generationReport(trained, table, place.spec)
}
