/** The gated recurrent unit's recurrence (Cho et al. 2014, in the form of torch.nn.GRU). */
import * as op from '../../graph/ops.ts'
import { GraphError } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { asRows } from '../rows.ts'
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

const gateCount = 3

/**
 * r, z = σ(…) of the projected input plus R·h; n = tanh(projected + r · (Rₙ·h + bₙ)); h ← n + z · (h − n).
 * Gates lie in PyTorch's order: r, z, n. The reset gate r multiplies the recurrent bias too, so that this bias can't be part
 * of the projection.
 */
export function gruRecurrence(inputs: RecurrenceInputs): Value {
  const { projected, weight, bias, reverse } = inputs
  if (bias === null) throw new GraphError('the GRU needs its recurrent bias')
  const { hidden } = sizesOf(inputs, gateCount)
  const zero = zeroState(inputs, hidden)
  const transposed = op.transpose(weight)
  const parts = [2 * hidden, hidden]
  const { records } = op.scan({
    states: [zero],
    sequences: [...op.split(projected, 2, parts), ...maskSequence(inputs)],
    reverse,
    body: ([h], [gates, candidate, mask]) => {
      const [gateProduct, product] = op.split(op.gemm(h as Value, transposed, bias), 1, parts) as [Value, Value]
      const opened = op.sigmoid(op.add(gates as Value, gateProduct))
      const [r, z] = op.split(opened, 1, [hidden, hidden]) as [Value, Value]
      const n = op.tanh(op.add(candidate as Value, op.mul(r, product)))
      const difference = op.sub(h as Value, n)
      const carried = op.mul(z, difference)
      const next = kept(op.add(n, carried), h as Value, mask)
      return { states: [next], records: [next, r, z, n, product, carried] }
    },
    derivative: {
      by: [projected, weight, bias],
      pullback: ([, ...saved], gradients) => backward(inputs, zero, saved, recordGradient(gradients, 1)),
    },
  })
  return records[0] as Value
}

/** Gradients of the projected inputs, of the recurrent weight and of the recurrent bias. */
function backward(inputs: RecurrenceInputs, zero: Value, saved: readonly Value[], dy: Value): readonly Value[] {
  const [h, r, z, n, product, carried] = saved as [Value, Value, Value, Value, Value, Value]
  // Derivatives of the new state by what goes into n's tanh, z's sigmoid (carried = z · (h − n)) and r's.
  const byCandidate = masked(op.mul(op.sub(1, z), op.sub(1, op.mul(n, n))), inputs)
  const byUpdate = masked(op.sub(carried, op.mul(carried, z)), inputs)
  const byProduct = op.mul(byCandidate, r)
  const byReset = op.mul(op.mul(byProduct, product), op.sub(1, r))
  const keeping = masked(z, inputs)
  const { records } = op.scan({
    states: [zero],
    sequences: [dy, byReset, byUpdate, byProduct, keeping, ...passedSequence(inputs)],
    reverse: !inputs.reverse,
    body: ([dhLater], [dyStep, reset, update, candidate, keepingStep, passing]) => {
      const dh = op.add(dhLater as Value, dyStep as Value)
      const factors = [reset, update, candidate] as [Value, Value, Value]
      const products = op.concat(
        factors.map((factor) => op.mul(dh, factor)),
        1,
      )
      const through = op.gemm(products, inputs.weight, op.mul(dh, keepingStep as Value))
      return { states: [passed(through, dh, passing)], records: [products, dh] }
    },
  })
  const [products, dh] = records as [Value, Value]
  const { hidden } = sizesOf(inputs, gateCount)
  const gates = op.slice(products, { axis: 2, start: 0, end: 2 * hidden })
  return [
    op.concat([gates, op.mul(dh, byCandidate)], 2),
    weightGradient(products, statesBefore(h, zero, inputs.reverse)),
    op.reduceSum(asRows(products), { axes: [0] }),
  ]
}
