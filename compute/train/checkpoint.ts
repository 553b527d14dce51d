/** A run's state as a safetensors file: tensors by PyTorch's names behind a prefix, and the numbers as JSON in its metadata. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sizeOf } from '../graph/tensor.ts'
import { buildModel } from '../models/families.ts'
import type { NamedTensor, NamedTensors, WeightedModel } from '../models/weights.ts'
import { StudioError } from '../spec/errors.ts'
import { modelSpecSchema } from '../spec/model.ts'
import { type RunCounters, runCountersSchema } from './run-state.ts'
import { float32Tensors, readSafetensors, safetensorsPieces } from './safetensors.ts'

const formatVersion = '1'

const metadataSchema = z.object({
  format: z.literal('modelwright-checkpoint'),
  version: z.literal(formatVersion),
  state: z.string().transform((text): unknown => JSON.parse(text)),
})
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

/** The parts of a file, told apart by the beginning of their tensors' names. */
const prefixes = { weights: 'model.', best: 'best.', slots: 'optimizer.' } as const
type Part = keyof typeof prefixes

function prefixed(part: Part, tensors: NamedTensors | null): [string, NamedTensor][] {
  return Array.from(tensors ?? [], ([name, tensor]) => [prefixes[part] + name, tensor])
}

function partOf(part: Part, tensors: NamedTensors): NamedTensors {
  const prefix = prefixes[part]
  const own = [...tensors].filter(([name]) => name.startsWith(prefix))
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]))
}

/** The file's pieces. */
export function encodeCheckpoint({ weights, slots, best, ...state }: Checkpoint): readonly Uint8Array[] {
  const tensors = new Map([...prefixed('weights', weights), ...prefixed('best', best), ...prefixed('slots', slots)])
  const metadata = { format: 'modelwright-checkpoint', version: formatVersion, state: JSON.stringify(state) }
  return safetensorsPieces(tensors, metadata)
}

/** Whether there is a tensor of the right size for each of the model's parameters and running statistics. */
function areWeightsOf({ model, inputs, outputs }: Omit<WeightedModel, 'weights'>, weights: NamedTensors): boolean {
  const layer = buildModel(model, inputs, outputs)
  return [...layer.parameters, ...layer.buffers].every(
    ({ name, shape }) => weights.get(name)?.data.length === sizeOf(shape),
  )
}

function decodeCheckpoint(file: Uint8Array): Checkpoint {
  const content = readSafetensors(file)
  const state = stateSchema.parse(metadataSchema.parse(content.metadata).state)
  const tensors = float32Tensors(content)
  const [weights, slots, best] = [partOf('weights', tensors), partOf('slots', tensors), partOf('best', tensors)]
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
