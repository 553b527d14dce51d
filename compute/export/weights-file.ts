/** Exports a model's weights alone, as safetensors under the names that PyTorch's modules have for them. */
import { secondNames } from '../models/bert-heads.ts'
import type { NamedTensors } from '../models/weights.ts'
import type { GenerativeModelSpec } from '../spec/generative-model.ts'
import type { ModelSpec } from '../spec/model.ts'
import { replaceFile } from '../train/replace-file.ts'
import { safetensorsPieces } from '../train/safetensors.ts'
import { writingError } from './writing-error.ts'

/** A model of either kind. */
interface ExportableWeights {
  readonly model: ModelSpec | GenerativeModelSpec
  readonly weights: NamedTensors
}

/** With the second names that PyTorch's module of that kind has for some of its tensors. */
function asStateDict({ model, weights }: ExportableWeights): NamedTensors {
  const second = model.family === 'bert' ? Object.entries(secondNames[model.head]) : []
  return new Map([
    ...weights,
    ...second.flatMap(([name, first]) => {
      const tensor = weights.get(first)
      return tensor === undefined ? [] : [[name, tensor] as const]
    }),
  ])
}

/** Writes the file. @throws StudioError `disk-full`, `folder-read-only`; what was at `path` is untouched then */
export function exportWeights(path: string, { model, weights }: ExportableWeights): void {
  try {
    // What safetensors' own readers for PyTorch look for, and what the weights belong to.
    replaceFile(
      path,
      safetensorsPieces(asStateDict({ model, weights }), { format: 'pt', model: JSON.stringify(model) }),
    )
  } catch (error) {
    throw writingError(error, path)
  }
}
