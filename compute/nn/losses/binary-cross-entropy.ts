/** Binary cross-entropy of logits and targets from 0 to 1, each for itself, as torch.nn.BCEWithLogitsLoss. */
import * as op from '../../graph/ops.ts'
import { GraphError } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { type LossFunction, rowCount } from './loss.ts'

/** −y·log σ(x) − (1 − y)·log(1 − σ(x)) of each element, in a form that never takes the exponential of a large number. */
function elementLosses(logits: Value, targets: Value): Value {
  const softplus = op.log(op.add(op.exp(op.neg(op.abs(logits))), 1))
  return op.add(op.sub(op.relu(logits), op.mul(logits, targets)), softplus)
}

/** Mean and weight are over all elements (rows × …), targets are of the logits' shape. Throws GraphError where a row's size isn't known. */
export const binaryCrossEntropy: LossFunction = (logits, targets) => {
  const perRow = logits.shape.slice(1).reduce<number>((size, dim) => {
    if (typeof dim === 'string') throw new GraphError('the size of a row must be known')
    return size * dim
  }, 1)
  const loss = elementLosses(logits, targets)
  const elements = op.mul(rowCount(logits), perRow)
  return {
    mean: op.reduceMean(loss),
    sum: op.reduceSum(loss),
    weight: elements,
    gradient: op.div(op.sub(op.sigmoid(logits), targets), elements),
  }
}

/** The same summed over each row's elements; mean and weight are over the rows. An autoencoder's loss. */
export const summedBinaryCrossEntropy: LossFunction = (logits, targets) => {
  const [sum, rows] = [op.reduceSum(elementLosses(logits, targets)), rowCount(logits)]
  return { mean: op.div(sum, rows), sum, weight: rows, gradient: op.div(op.sub(op.sigmoid(logits), targets), rows) }
}
