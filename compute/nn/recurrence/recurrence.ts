/**
 * What a recurrent layer does over time, in one direction: from its projected inputs to its states after each step.
 *
 * Each kind is one Scan with its own pullback (backpropagation through time). The gradient by the state after a step runs
 * through the step linearly, so all factors that don't depend on it are worked out beforehand, for all steps at once, with
 * few large operations. What is left inside the backward Scan, which runs over the steps from the last to the first, is a
 * handful of products. The input's projection lies outside, and the gradient of the recurrent weight is one matrix
 * product over all steps: a step of the Scan multiplies once forward and once backward.
 */
import * as op from '../../graph/ops.ts'
import { type Dim, dimAt, GraphError } from '../../graph/shape.ts'
import { scalarTensor } from '../../graph/tensor.ts'
import { constant, type Value } from '../../graph/value.ts'
import { asRows } from '../rows.ts'

export interface RecurrenceInputs {
  /** W·x and the biases for all gates: steps × batch × gates · hidden. */
  readonly projected: Value
  /** The recurrent weight: gates · hidden × hidden. */
  readonly weight: Value
  /** The bias of the recurrent product, where it can't be part of the projection (GRU): gates · hidden. */
  readonly bias: Value | null
  /** 1 at steps that are there, 0 at padding, which neither changes the state nor gives a gradient: steps × batch × 1. */
  readonly mask: Value | null
  /** Whether it goes from the last step to the first. */
  readonly reverse: boolean
}

/** States after each step (steps × batch × hidden), from a state of zeros. */
export type Recurrence = (inputs: RecurrenceInputs) => Value

/** The sizes of a recurrence with that many gates. */
export function sizesOf({ projected }: RecurrenceInputs, gates: number): { steps: number; batch: Dim; hidden: number } {
  const [steps, batch, width] = projected.shape
  if (typeof steps !== 'number' || typeof width !== 'number' || batch === undefined)
    throw new GraphError('a recurrence needs to know its steps and its width')
  return { steps, batch, hidden: width / gates }
}

/** A state of zeros: batch × hidden. */
export function zeroState({ projected }: RecurrenceInputs, hidden: number): Value {
  const like = op.slice(op.gather(projected, constant(scalarTensor('int64', 0))), { axis: 1, start: 0, end: hidden })
  return op.expandLike(constant(scalarTensor('float32', 0)), like)
}

/** The states before each step, of the states after each step. */
export function statesBefore(states: Value, zero: Value, reverse: boolean): Value {
  const steps = Number(dimAt(states.shape, 0))
  const first = op.reshape(zero, [1, ...zero.shape])
  if (steps === 1) return first
  return reverse
    ? op.concat([op.slice(states, { axis: 0, start: 1, end: steps }), first], 0)
    : op.concat([first, op.slice(states, { axis: 0, start: 0, end: steps - 1 })], 0)
}

/** Gradient of the recurrent weight: of the products' gradients and the states before each step. */
export const weightGradient = (products: Value, before: Value) =>
  op.fusedMatMul(asRows(products), asRows(before), { transA: 1 })

/** The new state where a step is there, the old one where it is padding. */
export const kept = (next: Value, before: Value, mask: Value | undefined) =>
  mask === undefined ? next : op.add(before, op.mul(mask, op.sub(next, before)))

/** The mask as a list of sequences, empty where all steps are there. */
export const maskSequence = ({ mask }: RecurrenceInputs) => (mask === null ? [] : [mask])

/** What passes by each step, as a list of sequences: 0, and 1 at padding; empty where all steps are there. */
export const passedSequence = ({ mask }: RecurrenceInputs) => (mask === null ? [] : [op.sub(1, mask)])

/** The gradient of the state before a step: what comes through the step, and at padding what passes by it. */
export const passed = (through: Value, by: Value, passing: Value | undefined) =>
  passing === undefined ? through : op.add(through, op.mul(by, passing))

/** Factors of padded steps are 0. */
export const masked = (factor: Value, { mask }: RecurrenceInputs) => (mask === null ? factor : op.mul(factor, mask))

/** The gradient of the states after each step; they are the only output that may lead to the loss. */
export function recordGradient(gradients: readonly (Value | null)[], states: number): Value {
  const dy = gradients[states]
  if (dy == null || gradients.some((gradient, index) => index !== states && gradient !== null))
    throw new GraphError('a recurrence is differentiated by its states after each step only')
  return dy
}
