/**
 * How named tensors (weights, optimiser slots, running statistics) are laid out in the tensors that a training loop carries.
 *
 * Small parameters share one vector, so that the optimiser works on all of them at once: for a small model most of a
 * step is the cost of starting operations, not of the arithmetic.
 */
import { sizeOf } from '../graph/tensor.ts'
import type { NamedTensors } from '../models/weights.ts'
import type { ParameterSpec } from '../nn/layer.ts'

/** Parameters up to this many elements share a vector. Beyond, copying them into it costs more than it saves. */
const largestShared = 16_384

/** Parameters that are carried and updated as one tensor. */
export interface ParameterGroup {
  readonly name: string
  /** Of the tensor that is carried: a vector where there are several members, else the member's own. */
  readonly shape: readonly number[]
  readonly members: readonly ParameterSpec[]
  readonly decays: boolean
}

function sharedGroup(name: string, members: readonly ParameterSpec[], decays: boolean): readonly ParameterGroup[] {
  const [only] = members
  if (only === undefined) return []
  if (members.length === 1) return [{ name: only.name, shape: only.shape, members, decays }]
  return [{ name, shape: [members.reduce((size, { shape }) => size + sizeOf(shape), 0)], members, decays }]
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
    ...large.map((spec) => ({ name: spec.name, shape: spec.shape, members: [spec], decays: decays(spec) })),
  ]
}

/** Where a named tensor lies in a carried one. */
interface Place {
  readonly name: string
  readonly shape: readonly number[]
  readonly offset: number
}

export interface CarriedTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly places: readonly Place[]
}

/** What a loop carries from step to step. */
export type CarriedState = ReadonlyMap<string, Float32Array>

/** A carried tensor for a group: its parameters' values where `slot` is null, else that slot of its optimiser. */
export function carriedTensor({ name, shape, members }: ParameterGroup, slot: string | null): CarriedTensor {
  const suffix = slot === null ? '' : `.${slot}`
  let offset = 0
  const places = members.map((member) => {
    const place = { name: `${member.name}${suffix}`, shape: member.shape, offset }
    offset += sizeOf(member.shape)
    return place
  })
  return { name: `${name}${suffix}`, shape, places }
}

/** The named tensors in a carried state, as views into it. */
export function unpackState(layout: readonly CarriedTensor[], state: CarriedState): NamedTensors {
  const named = new Map<string, { shape: readonly number[]; data: Float32Array }>()
  for (const { name, places } of layout) {
    const packed = state.get(name)
    if (packed === undefined) throw new RangeError(`the state has no ${name}`)
    for (const place of places) {
      named.set(place.name, {
        shape: place.shape,
        data: packed.subarray(place.offset, place.offset + sizeOf(place.shape)),
      })
    }
  }
  return named
}

/** The carried state that holds the named tensors; zeros where one is not named, as slots are at the start. */
export function packState(layout: readonly CarriedTensor[], named: NamedTensors): CarriedState {
  const state = new Map<string, Float32Array>()
  for (const { name, shape, places } of layout) {
    const packed = new Float32Array(sizeOf(shape))
    for (const place of places) packed.set(named.get(place.name)?.data ?? new Float32Array(0), place.offset)
    state.set(name, packed)
  }
  return state
}
