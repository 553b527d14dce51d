/** The long short-term memory's recurrence (Hochreiter and Schmidhuber 1997, with forget gates; torch.nn.LSTM). */
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

const gateCount = 4

/**
 * i, f, o = σ(…), g = tanh(…) of the projected input plus R·h; c ← f·c + i·g; h ← o · tanh(c).
 * Gates lie in PyTorch's order: i, f, g, o. Both biases are part of the projection.
 */
export function lstmRecurrence(inputs: RecurrenceInputs): Value {
  const { weight, reverse } = inputs
  const { hidden } = sizesOf(inputs, gateCount)
  const { projected } = inputs
  const zero = zeroState(inputs, hidden)
  const transposed = op.transpose(weight)
  const gates = [hidden, hidden, hidden, hidden]
  const { records } = op.scan({
    states: [zero, zero],
    sequences: [projected, ...maskSequence(inputs)],
    reverse,
    body: ([h, c], [z, mask]) => {
      const parts = op.split(op.gemm(h as Value, transposed, z as Value), 1, gates) as [Value, Value, Value, Value]
      const [i, f, o] = [op.sigmoid(parts[0]), op.sigmoid(parts[1]), op.sigmoid(parts[3])]
      const g = op.tanh(parts[2])
      const [remembered, added] = [op.mul(f, c as Value), op.mul(i, g)]
      const cell = op.add(remembered, added)
      const squashed = op.tanh(cell)
      const next = kept(op.mul(o, squashed), h as Value, mask)
      return { states: [next, kept(cell, c as Value, mask)], records: [next, squashed, remembered, added, i, f, g, o] }
    },
    derivative: {
      by: [projected, weight],
      pullback: ([, , ...saved], gradients) => backward(inputs, zero, saved, recordGradient(gradients, 2)),
    },
  })
  return records[0] as Value
}

/** Gradients of the projected inputs and of the recurrent weight. */
function backward(inputs: RecurrenceInputs, zero: Value, saved: readonly Value[], dy: Value): readonly Value[] {
  const [h, squashed, remembered, added, i, f, g, o] = saved as [Value, Value, Value, Value, Value, Value, Value, Value]
  // Derivatives of the gates by what the sigmoids and tanh take, from products that are there: i·g, f·c, o·tanh c = h.
  const [byInput, byForget, byCell, byOutput, toCell] = [
    op.sub(added, op.mul(added, i)),
    op.sub(remembered, op.mul(remembered, f)),
    op.sub(i, op.mul(added, g)),
    op.sub(h, op.mul(h, o)),
    op.sub(o, op.mul(h, squashed)),
  ].map((factor) => masked(factor, inputs)) as [Value, Value, Value, Value, Value]
  const forget = inputs.mask === null ? f : op.add(op.mul(op.sub(f, 1), inputs.mask), 1)
  const { records } = op.scan({
    states: [zero, zero],
    sequences: [dy, toCell, byInput, byForget, byCell, byOutput, forget, ...passedSequence(inputs)],
    reverse: !inputs.reverse,
    body: ([dhLater, dcLater], [dyStep, cellFactor, ...factors]) => {
      const [input, forgetting, cell, output, forgetStep, passing] = factors as [
        Value,
        Value,
        Value,
        Value,
        Value,
        Value?,
      ]
      const dh = op.add(dhLater as Value, dyStep as Value)
      const dc = op.add(dcLater as Value, op.mul(dh, cellFactor as Value))
      const dz = op.concat([op.mul(dc, input), op.mul(dc, forgetting), op.mul(dc, cell), op.mul(dh, output)], 1)
      const dhBefore = op.matMul(dz, inputs.weight)
      return { states: [passed(dhBefore, dh, passing), op.mul(dc, forgetStep)], records: [dz] }
    },
  })
  const dz = records[0] as Value
  return [dz, weightGradient(dz, statesBefore(h, zero, inputs.reverse))]
}
