/** Softmax and the loss over it. */
import { apply, applyAll, defineOp } from '../op.ts'
import { GraphError, positiveAxis, sameShape } from '../shape.ts'
import type { Value } from '../value.ts'

export const classificationOps = {
  Softmax: defineOp('Softmax', {
    since: 13,
    inputs: ['x'],
    attributes: { axis: 'int' },
    infer: ({ x }, { axis }) => {
      if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
      positiveAxis(axis, x.shape.length)
      return [{ dtype: x.dtype, shape: x.shape }]
    },
  }),
  /** Mean over the rows of −log softmax at the label; the second output is the log softmax. */
  SoftmaxCrossEntropyLoss: defineOp('SoftmaxCrossEntropyLoss', {
    since: 13,
    inputs: ['scores', 'labels'],
    attributes: { reduction: 'string' },
    infer: ({ scores, labels }, { reduction }) => {
      if (scores.dtype !== 'float32' || labels.dtype !== 'int64')
        throw new GraphError('takes float32 scores, int64 labels')
      if (scores.shape.length !== 2 || !sameShape(labels.shape, scores.shape.slice(0, 1))) {
        throw new GraphError('takes a matrix of scores and a vector of labels, one a row')
      }
      if (reduction !== 'mean' && reduction !== 'sum') throw new GraphError('reduces to the mean or the sum')
      return [
        { dtype: 'float32', shape: [] },
        { dtype: 'float32', shape: scores.shape },
      ]
    },
  }),
}

export const softmax = (x: Value, axis = -1) => apply(classificationOps.Softmax, [x], { axis })

/** Cross-entropy of logits (rows × classes) and class indices (int64, one a row): a scalar. */
export function softmaxCrossEntropy(scores: Value, labels: Value, reduction: 'mean' | 'sum'): Value {
  return applyAll(classificationOps.SoftmaxCrossEntropyLoss, [scores, labels], { reduction })[0] as Value
}
