/** Exports a model's weights alone, as safetensors under the names that PyTorch's modules have for them. */
import type { WeightedModel } from '../models/weights.ts'
import { replaceFile } from '../train/replace-file.ts'
import { safetensorsPieces } from '../train/safetensors.ts'
import { writingError } from './writing-error.ts'

/** Writes the file. @throws StudioError `disk-full`, `folder-read-only`; what was at `path` is untouched then */
export function exportWeights(path: string, { model, weights }: WeightedModel): void {
  try {
    // What safetensors' own readers for PyTorch look for, and what the weights belong to.
    replaceFile(path, safetensorsPieces(weights, { format: 'pt', model: JSON.stringify(model) }))
  } catch (error) {
    throw writingError(error, path)
  }
}
