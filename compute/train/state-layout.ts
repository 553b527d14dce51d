/**
 * How named tensors (weights, optimiser slots, running statistics) are laid out in the tensors that a training loop carries.
 *
 * Small parameters share one vector, so that the optimiser works on all of them at once: for a small model most of a step
 * is the cost of starting operations. Large ones are carried as blocks. The gradient of a block is made at once, as a product
 * of matrices wants it, and the optimiser works on it part by part, so that what it reads and writes of a part is still in the
 * processor's nearest cache from one operation to the next. Both were measured (test/bench).
 */
import { sizeOf } from '../graph/tensor.ts'
import type { NamedTensors } from '../models/weights.ts'
import type { ParameterSpec } from '../nn/layer.ts'

/** Parameters up to this many elements share a vector. Beyond, copying them into it costs more than it saves. */
const largestShared = 16_384
/** Most elements of a block, for its gradient to stay in the cache; and the fewest, for what starting operations costs. */
const blockSizes = { most: 262_144, least: 16_384 }

/** Parameters that are carried and updated as one tensor. */
export interface ParameterGroup {
  readonly name: string
  /** Of the tensor that is carried: the only parameter's own, a vector of several, or [blocks, parts, elements of a part]. */
  readonly shape: readonly number[]
  readonly parameters: readonly ParameterSpec[]
  readonly inBlocks: boolean
  readonly decays: boolean
  /** Times the run's learning rate. */
  readonly rate: number
}

/** How parameters are cut for a number of native threads. By measurement (test/bench/TRIED.md). */
interface Cutting {
  /** Parameters from this many elements on are worked on in blocks. Smaller ones fit into a cache with all that goes with them. */
  readonly smallestBlocked: number
  /** Most elements of a part of a block. */
  readonly largestPart: number
}

/** A part that fits into one thread's cache is too small for several threads to share. */
const cuttingFor = (threads: number): Cutting =>
  threads === 1
    ? { smallestBlocked: 131_072, largestPart: 16_384 }
    : { smallestBlocked: 393_216, largestPart: blockSizes.most }

/**
 * The size of the largest equal blocks that a parameter can be cut into: of whole rows, so that a block's gradient can be made
 * by itself, or else, as of the 30,522 tokens of a BERT, wherever the cuts fall; null where none helps.
 */
function blockSize(shape: readonly number[], { smallestBlocked }: Cutting): number | null {
  const [rows = 1, size] = [shape[0], sizeOf(shape)]
  if (size < smallestBlocked) return null
  return largestBlock(size, rows) ?? largestBlock(size, size)
}

/** The size of the largest equal blocks of so many pieces that can't be cut. */
function largestBlock(size: number, pieces: number): number | null {
  for (let count = Math.ceil(size / blockSizes.most); size / count >= blockSizes.least; count++) {
    if (pieces % count === 0) return size / count
  }
  return null
}

/** Fewest elements of a part, for what starting operations costs. */
const smallestPart = 4096

/** A block as equal parts: [parts, elements of a part]. One part, where it has no others. */
function inParts(block: number, { largestPart }: Cutting): readonly [number, number] {
  for (let parts = Math.ceil(block / largestPart); block / parts >= smallestPart; parts++) {
    if (block % parts === 0) return [parts, block / parts]
  }
  return [1, block]
}

function sharedGroup(parameters: readonly ParameterSpec[], decays: boolean, rate: number): readonly ParameterGroup[] {
  const [only] = parameters
  if (only === undefined) return []
  const size = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const sharedName = `small_${decays ? 'decaying_' : ''}parameters${rate === 1 ? '' : `_at_${rate}`}`
  const [name, shape] = parameters.length === 1 ? [only.name, only.shape] : [sharedName, [size]]
  return [{ name, shape, parameters, inBlocks: false, decays, rate }]
}

function largeGroup(parameter: ParameterSpec, decays: boolean, rate: number, cutting: Cutting): ParameterGroup {
  const size = sizeOf(parameter.shape)
  const block = blockSize(parameter.shape, cutting)
  const shape = block === null ? parameter.shape : [size / block, ...inParts(block, cutting)]
  return { name: parameter.name, shape, parameters: [parameter], inBlocks: block !== null, decays, rate }
}

/**
 * Sorts parameters into groups. Those that decay are kept apart from those that don't only where decay is used, and those of
 * one learning rate from those of another.
 *
 * @param threads native threads that will work on them
 */
export function groupParameters(
  parameters: readonly ParameterSpec[],
  decayUsed: boolean,
  { rateOf = () => 1, threads = 1 }: { readonly rateOf?: (name: string) => number; readonly threads?: number } = {},
): readonly ParameterGroup[] {
  const decays = (spec: ParameterSpec) => decayUsed && spec.decays
  const small = parameters.filter(({ shape }) => sizeOf(shape) <= largestShared)
  const large = parameters.filter(({ shape }) => sizeOf(shape) > largestShared)
  const shared = [...new Set(small.map(({ name }) => rateOf(name)))].flatMap((rate) => {
    const own = small.filter(({ name }) => rateOf(name) === rate)
    return [
      ...sharedGroup(
        own.filter((spec) => !decays(spec)),
        false,
        rate,
      ),
      ...sharedGroup(own.filter(decays), true, rate),
    ]
  })
  const cutting = cuttingFor(threads)
  return [...shared, ...large.map((spec) => largeGroup(spec, decays(spec), rateOf(spec.name), cutting))]
}

/** Where a named tensor lies in a carried one. */
interface Place {
  readonly name: string
  readonly shape: readonly number[]
  /** Its first element in the carried one. */
  readonly offset: number
  readonly length: number
}

export interface CarriedTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly places: readonly Place[]
}

/** What a loop carries from step to step. */
export type CarriedState = ReadonlyMap<string, Float32Array>

/** Bytes of all that is carried. */
export function stateBytes(state: CarriedState): number {
  return [...state.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** A carried tensor for a group: its parameters' values where `slot` is null, else that slot of its optimiser. */
export function carriedGroup({ name, shape, parameters }: ParameterGroup, slot: string | null): CarriedTensor {
  const suffix = slot === null ? '' : `.${slot}`
  let offset = 0
  const places = parameters.map(({ name: own, shape: ownShape }) => {
    const place = { name: `${own}${suffix}`, shape: ownShape, offset, length: sizeOf(ownShape) }
    offset += place.length
    return place
  })
  return { name: `${name}${suffix}`, shape, places }
}

/** A carried tensor that holds one named tensor as it is. */
export function carriedAlone(name: string, shape: readonly number[]): CarriedTensor {
  return { name, shape, places: [{ name, shape, offset: 0, length: sizeOf(shape) }] }
}

/** The named tensors in a carried state, as views into it. */
export function unpackState(layout: readonly CarriedTensor[], state: CarriedState): NamedTensors {
  const named = new Map<string, { shape: readonly number[]; data: Float32Array }>()
  for (const { name, places } of layout) {
    for (const { name: own, shape, offset, length } of places) {
      const data = state.get(name)?.subarray(offset, offset + length)
      if (data === undefined) throw new RangeError(`the state has no ${name}`)
      named.set(own, { shape, data })
    }
  }
  return named
}

/** The carried state that holds the named tensors; zeros where one is not named, as slots are at the start. */
export function packState(layout: readonly CarriedTensor[], named: NamedTensors): CarriedState {
  const state = new Map<string, Float32Array>()
  for (const { name, shape, places } of layout) {
    const packed = new Float32Array(sizeOf(shape))
    for (const { name: own, offset } of places) packed.set(named.get(own)?.data ?? [], offset)
    state.set(name, packed)
  }
  return state
}
