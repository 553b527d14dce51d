/** Loops: a body graph that is run again and again, on values carried from round to round or on slice after slice. */
import { defineOp } from '../op.ts'
import { type Dim, GraphError, sameShape } from '../shape.ts'
import { scalarTensor } from '../tensor.ts'
import {
  applyNode,
  constant,
  type Derivative,
  inputValue,
  type Subgraph,
  type Value,
  type ValueType,
} from '../value.ts'

function loopTypes(carried: readonly Value[], body: Subgraph | null, rounds: Dim): readonly ValueType[] {
  if (body === null) throw new GraphError('needs a body')
  if (body.inputs.length !== carried.length + 2)
    throw new GraphError('the body takes the round, a condition and what is carried')
  const [condition, ...outputs] = body.outputs
  if (condition?.dtype !== 'bool') throw new GraphError('the body must first give the condition to go on')
  carried.forEach(({ dtype, shape }, index) => {
    const [before, after] = [body.inputs[index + 2], outputs[index]]
    const kept = [before, after].every((value) => value?.dtype === dtype && sameShape(value.shape, shape))
    if (!kept) throw new GraphError(`carried value ${index} changes its type or shape`)
  })
  return outputs.map(({ dtype, shape }, index) => ({
    dtype,
    shape: index < carried.length ? shape : [rounds, ...shape],
  }))
}

function scanTypes(inputs: readonly Value[], body: Subgraph | null, count: number): readonly ValueType[] {
  if (body === null) throw new GraphError('needs a body')
  const states = inputs.length - count
  if (states < 0 || body.inputs.length !== inputs.length)
    throw new GraphError('the body takes the states and one slice of each sequence')
  const rounds = inputs[states]?.shape[0]
  if (rounds === undefined) throw new GraphError('has nothing to slice')
  inputs.forEach(({ dtype, shape }, index) => {
    const isState = index < states
    const inside = isState ? shape : shape.slice(1)
    const fits = (value: Value | undefined) => value?.dtype === dtype && sameShape(value.shape, inside)
    if (!fits(body.inputs[index]) || (!isState && shape[0] !== rounds))
      throw new GraphError(`slice ${index} has another type or shape than its input, or comes in another number`)
    if (isState && !fits(body.outputs[index])) throw new GraphError(`state ${index} changes its type or shape`)
  })
  return body.outputs.map(({ dtype, shape }, index) => ({ dtype, shape: index < states ? shape : [rounds, ...shape] }))
}

export const controlOps = {
  Loop: defineOp('Loop', {
    since: 16,
    inputs: ['rounds', 'condition', '...carried'],
    attributes: { trips: 'dims' },
    infer: ({ carried }, { trips }, body) => loopTypes(carried, body, trips[0] ?? 'rounds'),
  }),
  Scan: defineOp('Scan', {
    since: 16,
    inputs: ['...inputs'],
    attributes: { num_scan_inputs: 'int', scan_input_directions: 'ints?', scan_output_directions: 'ints?' },
    infer: ({ inputs }, { num_scan_inputs: count }, body) => scanTypes(inputs, body, count),
  }),
}

export interface LoopOptions {
  /** How often, as an int64 scalar. */
  readonly rounds: Value
  /** What the number of rounds is called in the shapes of the scans. */
  readonly roundsDim: Dim
  readonly carried: readonly Value[]
  /** From the round's number (int64 scalar, from 0) and the carried values to their next values and what is recorded of the round. */
  readonly body: (round: Value, carried: readonly Value[]) => { carried: readonly Value[]; scans: readonly Value[] }
}

/**
 * Runs a body a number of times. Gives the last carried values, and the records of all rounds stacked along a new first axis.
 *
 * What the body builds from outside values alone is computed once, outside: the writer places each node as far out as it can.
 */
export function loop(options: LoopOptions): { carried: readonly Value[]; scans: readonly Value[] } {
  const round = inputValue('round', 'int64', [])
  const goOn = inputValue('go_on', 'bool', [])
  const carriedIn = options.carried.map(({ dtype, shape }, index) => inputValue(`carried_${index}`, dtype, shape))
  const result = options.body(round, carriedIn)
  const body = { inputs: [round, goOn, ...carriedIn], outputs: [goOn, ...result.carried, ...result.scans] }
  const condition = constant(scalarTensor('bool', 1))
  const inputs = [options.rounds, condition, ...options.carried]
  const outputs = applyNode(controlOps.Loop, inputs, { trips: [options.roundsDim] }, body)
  return { carried: outputs.slice(0, options.carried.length), scans: outputs.slice(options.carried.length) }
}

/**
 * Runs a body on the first slice of each value along its first axis, on the second of each, and so on; gives what the
 * body makes of them, stacked in the same way.
 *
 * Nothing goes from slice to slice. It is there for the cache: operations one after the other on slices that fit into it
 * take half the time of the same operations on the whole.
 */
export function mapSlices(
  stacked: readonly Value[],
  body: (slices: readonly Value[]) => readonly Value[],
): readonly Value[] {
  const slices = stacked.map(({ dtype, shape }, index) => inputValue(`slice_${index}`, dtype, shape.slice(1)))
  const subgraph = { inputs: slices, outputs: body(slices) }
  return applyNode(controlOps.Scan, stacked, { num_scan_inputs: stacked.length }, subgraph)
}

export interface ScanOptions {
  /** What goes from slice to slice, at its beginning. */
  readonly states: readonly Value[]
  /** Values whose slices along their first axis the body takes in turn. */
  readonly sequences: readonly Value[]
  /** Whether to go from the last slice to the first. What is recorded keeps the order of the sequences either way. */
  readonly reverse: boolean
  /** From states and slices to the next states and what is recorded of the step. */
  readonly body: (
    states: readonly Value[],
    slices: readonly Value[],
  ) => { states: readonly Value[]; records: readonly Value[] }
  /** Its pullback; its outputs are the last states, then the records. Without one it can't be differentiated. */
  readonly derivative?: Derivative
}

/** A recurrence: runs a body over slices, with states. Gives the last states, and the records of all steps stacked along a new first axis. */
export function scan(options: ScanOptions): { states: readonly Value[]; records: readonly Value[] } {
  const { states, sequences, reverse, derivative } = options
  const statesIn = states.map(({ dtype, shape }, index) => inputValue(`state_${index}`, dtype, shape))
  const slices = sequences.map(({ dtype, shape }, index) => inputValue(`slice_${index}`, dtype, shape.slice(1)))
  const result = options.body(statesIn, slices)
  const body = { inputs: [...statesIn, ...slices], outputs: [...result.states, ...result.records] }
  const direction = (values: readonly Value[]) => values.map(() => (reverse ? 1 : 0))
  const attributes = {
    num_scan_inputs: sequences.length,
    scan_input_directions: direction(sequences),
    scan_output_directions: direction(result.records),
  }
  const outputs = applyNode(controlOps.Scan, [...states, ...sequences], attributes, body, derivative)
  return { states: outputs.slice(0, states.length), records: outputs.slice(states.length) }
}
