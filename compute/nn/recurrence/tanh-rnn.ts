/** The simple recurrence (Elman 1990; torch.nn.RNN with tanh): h ← tanh(projected + R·h). */
import * as op from '../../graph/ops.ts'
import type { Value } from '../../graph/value.ts'
import {
  kept,
  masked,
  maskSequence,
  passed,
  passedSequence,
  recordGradient,
  type RecurrenceInputs,
  sizesOf,
  statesBefore,
  weightGradient,
  zeroState,
} from './recurrence.ts'

/** Both biases are part of the projection. */
export function tanhRecurrence(inputs: RecurrenceInputs): Value {
  const { projected, weight, reverse } = inputs
  const zero = zeroState(inputs, sizesOf(inputs, 1).hidden)
  const transposed = op.transpose(weight)
  const { records } = op.scan({
    states: [zero],
    sequences: [projected, ...maskSequence(inputs)],
    reverse,
    body: ([h], [z, mask]) => {
      const next = kept(op.tanh(op.gemm(h as Value, transposed, z as Value)), h as Value, mask)
      return { states: [next], records: [next] }
    },
    derivative: {
      by: [projected, weight],
      pullback: ([, h], gradients) => backward(inputs, zero, h as Value, recordGradient(gradients, 1)),
    },
  })
  return records[0] as Value
}

/** Gradients of the projected inputs and of the recurrent weight. */
function backward(inputs: RecurrenceInputs, zero: Value, h: Value, dy: Value): readonly Value[] {
  const factor = masked(op.sub(1, op.mul(h, h)), inputs)
  const { records } = op.scan({
    states: [zero],
    sequences: [dy, factor, ...passedSequence(inputs)],
    reverse: !inputs.reverse,
    body: ([dhLater], [dyStep, factorStep, passing]) => {
      const dh = op.add(dhLater as Value, dyStep as Value)
      const dz = op.mul(dh, factorStep as Value)
      return { states: [passed(op.matMul(dz, inputs.weight), dh, passing)], records: [dz] }
    },
  })
  const dz = records[0] as Value
  return [dz, weightGradient(dz, statesBefore(h, zero, inputs.reverse))]
}
