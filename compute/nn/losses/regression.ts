/** Losses of predictions (rows × 1, or × several) and targets (float32, as many a row), by their difference; means are over all numbers. */
import * as op from '../../graph/ops.ts'
import { dimAt, GraphError } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { type LossFunction, rowCount } from './loss.ts'

/** A loss from the difference's own loss and its slope. Throws GraphError where it isn't known how many numbers a row has. */
function lossOfDifference(parts: (difference: Value) => { loss: Value; slope: Value }): LossFunction {
  return (predictions, targets) => {
    const width = dimAt(predictions.shape, -1)
    if (typeof width === 'string') throw new GraphError('how many numbers a row has must be known')
    const { loss, slope } = parts(op.sub(predictions, op.reshape(targets, predictions.shape)))
    const numbers = (rows: Value) => (width === 1 ? rows : op.mul(rows, width))
    return {
      mean: op.reduceMean(loss),
      sum: op.reduceSum(loss),
      weight: numbers(rowCount(predictions)),
      gradient: op.div(slope, numbers(op.lengthOf(predictions, 0))),
    }
  }
}

/** d², as torch.nn.MSELoss. */
export const squaredError = lossOfDifference((d) => ({ loss: op.mul(d, d), slope: op.mul(d, 2) }))

/** |d|, as torch.nn.L1Loss: of no slope at 0. */
export const absoluteError = lossOfDifference((d) => ({ loss: op.abs(d), slope: op.sign(d) }))

/** d²/2 up to a difference of `delta`, from there on the tangent, as torch.nn.HuberLoss. */
export function huber(delta: number): LossFunction {
  return lossOfDifference((d) => {
    const clipped = op.min(op.max(d, -delta), delta)
    return { loss: op.mul(clipped, op.sub(d, op.mul(clipped, 0.5))), slope: clipped }
  })
}
