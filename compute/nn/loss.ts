/**
 * What each task's training makes small: the mean loss of a batch, together with its gradient.
 *
 * The gradients are written out and not derived, because loss and gradient share their parts: a step of a small model
 * is as long as its list of operations.
 */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { Task } from '../spec/dataset.ts'

export interface Loss {
  /** Mean over the rows: a scalar. */
  readonly mean: Value
  /** Sum over the rows: a scalar. */
  readonly sum: Value
  /** Derivative of the mean by the model's outputs, in their shape. */
  readonly gradient: Value
}

/** Cross-entropy of logits (rows × classes) and class indices (int64, one a row), as torch.nn.CrossEntropyLoss. */
function crossEntropy(logits: Value, labels: Value): Loss {
  const classes = dimAt(logits.shape, 1)
  if (typeof classes === 'string') throw new GraphError('the number of classes must be known')
  const logProbabilities = op.logSoftmax(logits)
  const minusLabels = op.oneHot(labels, classes, 0, -1)
  const perClass = op.mul(logProbabilities, minusLabels)
  return {
    mean: op.reduceMean(op.reduceSum(perClass, { axes: [1] })),
    sum: op.reduceSum(perClass),
    gradient: op.div(op.add(op.exp(logProbabilities), minusLabels), op.lengthOf(logits, 0)),
  }
}

/** Squared difference of predictions (rows × 1) and targets (float32, one a row), as torch.nn.MSELoss. */
function squaredError(predictions: Value, targets: Value): Loss {
  const difference = op.sub(predictions, op.reshape(targets, predictions.shape))
  const squares = op.mul(difference, difference)
  return {
    mean: op.reduceMean(squares),
    sum: op.reduceSum(squares),
    gradient: op.div(op.mul(difference, 2), op.lengthOf(predictions, 0)),
  }
}

export const losses = {
  classification: crossEntropy,
  regression: squaredError,
} satisfies Record<Task, (outputs: Value, targets: Value) => Loss>
