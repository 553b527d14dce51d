/**
 * How named tensors (weights, optimiser slots, running statistics) are laid out in the tensors that a training loop carries.
 *
 * Small parameters share one vector, so that the optimiser works on all of them at once: for a small model most of a step
 * is the cost of starting operations. Large ones are carried in pieces, so that what the optimiser reads and writes of a
 * piece is still in the processor's cache from one operation to the next. Both were measured (test/bench).
 */
import { sizeOf } from '../graph/tensor.ts'
import type { NamedTensors } from '../models/weights.ts'
import type { ParameterSpec } from '../nn/layer.ts'

/** Parameters up to this many elements share a vector. Beyond, copying them into it costs more than it saves. */
const largestShared = 16_384
/** Most elements of a piece. */
const largestPiece = 393_216

/** A parameter, or some of its rows. */
export interface Piece {
  readonly parameter: ParameterSpec
  readonly shape: readonly number[]
  /** Where it begins among the parameter's elements. */
  readonly start: number
}

/** Pieces that are carried and updated as one tensor. */
export interface ParameterGroup {
  readonly name: string
  /** Of the tensor that is carried: a vector where there are several pieces, else the piece's own. */
  readonly shape: readonly number[]
  readonly pieces: readonly Piece[]
  readonly decays: boolean
}

const whole = (parameter: ParameterSpec): Piece => ({ parameter, shape: parameter.shape, start: 0 })

/** A parameter in pieces of about the same number of rows, none too large; whole where its layer needs it whole. */
function inPieces(parameter: ParameterSpec): readonly Piece[] {
  const [rows = 1, ...rest] = parameter.shape
  const count = parameter.inRows ? Math.min(rows, Math.ceil(sizeOf(parameter.shape) / largestPiece)) : 1
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [Math.floor((index * rows) / count), Math.floor(((index + 1) * rows) / count)]
    return { parameter, shape: [to - from, ...rest], start: from * sizeOf(rest) }
  })
}

function sharedGroup(name: string, parameters: readonly ParameterSpec[], decays: boolean): readonly ParameterGroup[] {
  const [only] = parameters
  if (only === undefined) return []
  const size = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const [groupName, shape] = parameters.length === 1 ? [only.name, only.shape] : [name, [size]]
  return [{ name: groupName, shape, pieces: parameters.map(whole), decays }]
}

function largeGroups(parameter: ParameterSpec, decays: boolean): readonly ParameterGroup[] {
  const pieces = inPieces(parameter)
  return pieces.map((piece, index) => {
    const name = pieces.length === 1 ? parameter.name : `${parameter.name}.piece_${index}`
    return { name, shape: piece.shape, pieces: [piece], decays }
  })
}

/** Sorts parameters into groups. Those that decay are kept apart from those that don't only where decay is used. */
export function groupParameters(parameters: readonly ParameterSpec[], decayUsed: boolean): readonly ParameterGroup[] {
  const decays = (spec: ParameterSpec) => decayUsed && spec.decays
  const small = parameters.filter(({ shape }) => sizeOf(shape) <= largestShared)
  const large = parameters.filter(({ shape }) => sizeOf(shape) > largestShared)
  return [
    ...sharedGroup(
      'small_parameters',
      small.filter((spec) => !decays(spec)),
      false,
    ),
    ...sharedGroup('small_decaying_parameters', small.filter(decays), true),
    ...large.flatMap((spec) => largeGroups(spec, decays(spec))),
  ]
}

/** Where a named tensor, or a part of it, lies in a carried one. */
interface Place {
  readonly name: string
  readonly shape: readonly number[]
  /** First element of the part in the named tensor, and in the carried one. */
  readonly start: number
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

/** A carried tensor for a group: its parameters' values where `slot` is null, else that slot of its optimiser. */
export function carriedGroup({ name, shape, pieces }: ParameterGroup, slot: string | null): CarriedTensor {
  const suffix = slot === null ? '' : `.${slot}`
  let offset = 0
  const places = pieces.map(({ parameter, shape: part, start }) => {
    const place = { name: `${parameter.name}${suffix}`, shape: parameter.shape, start, offset, length: sizeOf(part) }
    offset += place.length
    return place
  })
  return { name: `${name}${suffix}`, shape, places }
}

/** A carried tensor that holds one named tensor as it is. */
export function carriedAlone(name: string, shape: readonly number[]): CarriedTensor {
  return { name, shape, places: [{ name, shape, start: 0, offset: 0, length: sizeOf(shape) }] }
}

/** The named tensors in a carried state: as views into it, or joined where they are carried in pieces. */
export function unpackState(layout: readonly CarriedTensor[], state: CarriedState): NamedTensors {
  const named = new Map<string, { shape: readonly number[]; data: Float32Array }>()
  for (const { name, places } of layout) {
    for (const { name: own, shape, start, offset, length } of places) {
      const part = state.get(name)?.subarray(offset, offset + length)
      if (part === undefined) throw new RangeError(`the state has no ${name}`)
      const joined = named.get(own) ?? {
        shape,
        data: length === sizeOf(shape) ? part : new Float32Array(sizeOf(shape)),
      }
      if (joined.data !== part) joined.data.set(part, start)
      named.set(own, joined)
    }
  }
  return named
}

/** The carried state that holds the named tensors; zeros where one is not named, as slots are at the start. */
export function packState(layout: readonly CarriedTensor[], named: NamedTensors): CarriedState {
  const state = new Map<string, Float32Array>()
  for (const { name, shape, places } of layout) {
    const packed = new Float32Array(sizeOf(shape))
    for (const { name: own, start, offset, length } of places) {
      packed.set(named.get(own)?.data.subarray(start, start + length) ?? [], offset)
    }
    state.set(name, packed)
  }
  return state
}
