/** The weights that a run begins with: those of a pretrained model, where its spec names one that is in the project. */
import type { NamedTensors } from '../models/weights.ts'
import { importedWeights } from '../pretrained/imported-models.ts'
import type { ModelSpec } from '../spec/model.ts'

/**
 * Weights to begin with in place of random ones; none for models that begin with random ones.
 *
 * @param outputs of the model
 * @throws StudioError as importedWeights
 */
export async function firstWeights(projectFolder: string, model: ModelSpec, outputs: number): Promise<NamedTensors> {
  if (model.family !== 'bert' || model.pretrained === undefined) return new Map()
  return importedWeights(projectFolder, model.pretrained, model, outputs)
}
