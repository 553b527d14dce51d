/** A run's state as a safetensors file: tensors by PyTorch's names behind a prefix, and the numbers as JSON in its metadata. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sizeOf } from '../graph/tensor.ts'
import { buildModel } from '../models/families.ts'
import type { NamedTensors, WeightedModel } from '../models/weights.ts'
import { StudioError } from '../spec/errors.ts'
import { modelSpecSchema } from '../spec/model.ts'
import { decodeState, encodeState } from './checkpoint-parts.ts'
import { type RunCounters, runCountersSchema } from './run-state.ts'

const format = { format: 'modelwright-checkpoint', version: '1' } as const

const stateSchema = z.object({
  model: modelSpecSchema,
  inputs: z.int().min(1),
  outputs: z.int().min(1),
  counters: runCountersSchema,
})

/** A run as it is kept in a file. The weights of the model are the newest ones. */
export interface Checkpoint extends WeightedModel {
  readonly counters: RunCounters
  /** The optimiser's slots, each named by parameter and slot. */
  readonly slots: NamedTensors
  /** The best epoch's weights; null before the first epoch's end. */
  readonly best: NamedTensors | null
}

/** The file's pieces. */
export function encodeCheckpoint({ weights, slots, best, ...state }: Checkpoint): readonly Uint8Array[] {
  return encodeState(format, { weights, slots, best }, state)
}

/** Whether there is a tensor of the right size for each of the model's parameters and running statistics. */
function areWeightsOf({ model, inputs, outputs }: Omit<WeightedModel, 'weights'>, weights: NamedTensors): boolean {
  const layer = buildModel(model, inputs, outputs)
  return [...layer.parameters, ...layer.buffers].every(
    ({ name, shape }) => weights.get(name)?.data.length === sizeOf(shape),
  )
}

function decodeCheckpoint(file: Uint8Array): Checkpoint {
  const content = decodeState(format, file)
  const state = stateSchema.parse(content.state)
  const { weights, slots, best } = content.tensors
  if (!areWeightsOf(state, weights)) throw new RangeError('the weights are not those of the model')
  if (state.counters.bestEpoch !== null && !areWeightsOf(state, best))
    throw new RangeError('the best weights are not those of the model')
  return { ...state, weights, slots, best: state.counters.bestEpoch === null ? null : best }
}

/** Reads a checkpoint. Throws StudioError('checkpoint-unreadable') where it is missing, damaged or of an unknown version. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  try {
    return decodeCheckpoint(await readFile(path))
  } catch (cause) {
    throw new StudioError('checkpoint-unreadable', {}, { cause })
  }
}
