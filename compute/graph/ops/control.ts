/** Loops: a body graph that is run again and again, on values carried from round to round or on slice after slice. */
import { defineOp } from '../op.ts'
import { type Dim, GraphError, sameShape } from '../shape.ts'
import { scalarTensor } from '../tensor.ts'
import { applyNode, constant, inputValue, type Subgraph, type Value, type ValueType } from '../value.ts'

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

function scanTypes(stacked: readonly Value[], body: Subgraph | null, count: number): readonly ValueType[] {
  if (body === null) throw new GraphError('needs a body')
  if (count !== stacked.length || body.inputs.length !== count)
    throw new GraphError('the body takes one slice of each input')
  const rounds = stacked[0]?.shape[0]
  if (rounds === undefined) throw new GraphError('has nothing to slice')
  stacked.forEach(({ dtype, shape }, index) => {
    const slice = body.inputs[index]
    const fits = shape[0] === rounds && slice?.dtype === dtype && sameShape(slice.shape, shape.slice(1))
    if (!fits)
      throw new GraphError(`slice ${index} has another type or shape than its input, or comes in another number`)
  })
  return body.outputs.map(({ dtype, shape }) => ({ dtype, shape: [rounds, ...shape] }))
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
    inputs: ['...stacked'],
    attributes: { num_scan_inputs: 'int' },
    infer: ({ stacked }, { num_scan_inputs: count }, body) => scanTypes(stacked, body, count),
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
