/** What a loss is: a batch's mean, together with its gradient. */
import * as op from '../../graph/ops.ts'
import type { Value } from '../../graph/value.ts'

export interface Loss {
  /** What training makes small: `sum` / `weight`, a scalar. */
  readonly mean: Value
  /** Sum over the rows: a scalar. */
  readonly sum: Value
  /** What the sum is divided by, for parts of a whole to be joined: rows, elements, or what the rows' classes weigh. A scalar. */
  readonly weight: Value
  /** Derivative of the mean by the model's outputs, in their shape. */
  readonly gradient: Value
}

/**
 * From a model's outputs and the targets to their loss.
 *
 * Gradients are written out and not derived, because loss and gradient share their parts: a step of a small model is as
 * long as its list of operations.
 */
export type LossFunction = (outputs: Value, targets: Value) => Loss

/** How many rows a batch has, as a scalar. */
export const rowCount = (x: Value): Value => op.reshape(op.lengthOf(x, 0), [])
