/** The global gradient norm, and clipping by it (torch.nn.utils.clip_grad_norm_) or by value (clip_grad_value_). */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'

/** Length of all gradients taken as one vector: a scalar. */
export function globalNorm(gradients: readonly Value[]): Value {
  return normOfSquares(gradients.map((gradient) => op.reduceSumSquare(gradient)))
}

/** The same of the sums of squares of its parts. */
export function normOfSquares(squares: readonly Value[]): Value {
  return op.sqrt(squares.reduce((sum, square) => op.add(sum, square)))
}

/** The factor for all gradients that makes their global norm at most `limit`: a scalar. */
export function clippingScale(norm: Value, limit: number): Value {
  return op.min(op.div(limit, op.add(norm, 1e-6)), 1)
}

/** A gradient whose values are at most `limit` away from 0. */
export function clippedByValue(gradient: Value, limit: number): Value {
  return op.min(op.max(gradient, -limit), limit)
}
