/** Gradients of softmax and of the loss over it. */
import * as op from '../../graph/ops.ts'
import type { classificationOps } from '../../graph/ops/classification.ts'
import { dimAt, GraphError } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

function classCount(scores: Value): number {
  const classes = dimAt(scores.shape, 1)
  if (typeof classes === 'string') throw new GraphError('the number of classes must be known')
  return classes
}

export const classificationGradients: GradientRules<typeof classificationOps> = {
  Softmax: {
    x: ({ attributes: { axis }, y, dy }) =>
      op.mul(y, op.sub(dy, op.reduceSum(op.mul(dy, y), { axes: [axis], keepDims: true }))),
  },
  SoftmaxCrossEntropyLoss: {
    scores: ({ inputs: { scores, labels }, attributes: { reduction }, outputs, dy, gradients }) => {
      if (gradients[1] != null) throw new GraphError('only the loss is differentiated, not the log softmax beside it')
      const error = op.sub(op.exp(outputs[1] as Value), op.oneHot(labels, classCount(scores)))
      return op.mul(error, reduction === 'sum' ? dy : op.div(dy, op.lengthOf(scores, 0)))
    },
    labels: notDifferentiable,
  },
}
