/** Exports a model's weights alone, as safetensors under the names that PyTorch's modules have for them. */
import { open, rename, rm } from 'node:fs/promises'
import type { WeightedModel } from '../models/weights.ts'
import { safetensorsPieces } from '../train/safetensors.ts'
import { writingError } from './writing-error.ts'

/**
 * Writes the file at a temporary name beside it, flushed, then renamed.
 *
 * @throws StudioError `disk-full`, `folder-read-only`; what was at `path` is untouched then
 */
export async function exportWeights(path: string, { model, weights }: WeightedModel): Promise<void> {
  const temporary = `${path}.${process.pid}.writing`
  try {
    // What safetensors' own readers for PyTorch look for, and what the weights belong to.
    const pieces = safetensorsPieces(weights, { format: 'pt', model: JSON.stringify(model) })
    const file = await open(temporary, 'w')
    try {
      for (const piece of pieces) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw writingError(error, path)
  }
}
