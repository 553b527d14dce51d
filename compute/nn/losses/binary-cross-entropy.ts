/** Binary cross-entropy of logits and targets from 0 to 1, each for itself, as torch.nn.BCEWithLogitsLoss. */
import * as op from '../../graph/ops.ts'
import { GraphError } from '../../graph/shape.ts'
import { type LossFunction, rowCount } from './loss.ts'

/**
 * Mean and weight are over all elements (rows × …), targets are of the logits' shape. An autoencoder's loss, which is summed
 * over a row's elements, is `sum` / rows. Throws GraphError where a row's size isn't known.
 */
export const binaryCrossEntropy: LossFunction = (logits, targets) => {
  const perRow = logits.shape.slice(1).reduce<number>((size, dim) => {
    if (typeof dim === 'string') throw new GraphError('the size of a row must be known')
    return size * dim
  }, 1)
  // −y·log σ(x) − (1 − y)·log(1 − σ(x)), in a form that never takes the exponential of a large number.
  const softplus = op.log(op.add(op.exp(op.neg(op.abs(logits))), 1))
  const loss = op.add(op.sub(op.relu(logits), op.mul(logits, targets)), softplus)
  const elements = op.mul(rowCount(logits), perRow)
  return {
    mean: op.reduceMean(loss),
    sum: op.reduceSum(loss),
    weight: elements,
    gradient: op.div(op.sub(op.sigmoid(logits), targets), elements),
  }
}
