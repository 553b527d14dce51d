/** Losses of predictions (rows × 1) and targets (float32, one a row), by their difference. */
import * as op from '../../graph/ops.ts'
import type { Value } from '../../graph/value.ts'
import { type LossFunction, rowCount } from './loss.ts'

/** A loss from the difference's own loss and its slope. */
function lossOfDifference(parts: (difference: Value) => { loss: Value; slope: Value }): LossFunction {
  return (predictions, targets) => {
    const { loss, slope } = parts(op.sub(predictions, op.reshape(targets, predictions.shape)))
    return {
      mean: op.reduceMean(loss),
      sum: op.reduceSum(loss),
      weight: rowCount(predictions),
      gradient: op.div(slope, op.lengthOf(predictions, 0)),
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
