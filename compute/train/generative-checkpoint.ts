/** The state of a generative model's run as a safetensors file, laid out as that of a predictive one. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sizeOf } from '../graph/tensor.ts'
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import type { NamedTensors } from '../models/weights.ts'
import { StudioError } from '../spec/errors.ts'
import { generativeModelSchema, type GenerativeModelSpec } from '../spec/generative-model.ts'
import { type GenerativeCounters, generativeCountersSchema } from '../spec/generative-training.ts'
import { decodeState, encodeState, type StateTensors } from './checkpoint-parts.ts'

const format = { format: 'modelwright-generative-checkpoint', version: '1' } as const

const stateSchema = z.object({
  model: generativeModelSchema,
  /** Numbers of a row. */
  inputs: z.int().min(1),
  counters: generativeCountersSchema,
})

/** A run as it is kept in a file. The slots are those of all its optimisers. */
export interface GenerativeCheckpoint extends StateTensors {
  readonly model: GenerativeModelSpec
  readonly inputs: number
  readonly counters: GenerativeCounters
}

/** The file's pieces. */
export function encodeGenerativeCheckpoint(checkpoint: GenerativeCheckpoint): readonly Uint8Array[] {
  const { weights, best, slots, ...state } = checkpoint
  return encodeState(format, { weights, best, slots }, state)
}

/** Throws where a parameter or running statistic of the model is missing or of another size. */
function checkWeights({ model, inputs }: z.infer<typeof stateSchema>, weights: NamedTensors): void {
  const { parameters, buffers } = partsOf(buildGenerativeModel(model, inputs))
  for (const { name, shape } of [...parameters, ...buffers]) {
    if (weights.get(name)?.data.length !== sizeOf(shape)) throw new RangeError(`${name} is not the model's`)
  }
}

/** Reads a checkpoint. Throws StudioError('checkpoint-unreadable') where it is missing, damaged, of another kind or version. */
export async function readGenerativeCheckpoint(path: string): Promise<GenerativeCheckpoint> {
  try {
    const content = decodeState(format, await readFile(path))
    const state = stateSchema.parse(content.state)
    const { weights, best, slots } = content.tensors
    const hasBest = state.counters.bestEpoch !== null
    checkWeights(state, weights)
    if (hasBest) checkWeights(state, best)
    return { ...state, weights, slots, best: hasBest ? best : null }
  } catch (cause) {
    throw new StudioError('checkpoint-unreadable', {}, { cause })
  }
}
