/** The global gradient norm, and clipping by it (torch.nn.utils.clip_grad_norm_). */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'

/** Length of all gradients taken as one vector: a scalar. */
export function globalNorm(gradients: readonly Value[]): Value {
  return op.sqrt(gradients.map((gradient) => op.reduceSumSquare(gradient)).reduce((sum, square) => op.add(sum, square)))
}

/** Gradients scaled down together, so that their global norm is at most `limit`. */
export function clipByNorm(gradients: readonly Value[], norm: Value, limit: number): readonly Value[] {
  const scale = op.min(op.div(limit, op.add(norm, 1e-6)), 1)
  return gradients.map((gradient) => op.mul(gradient, scale))
}
