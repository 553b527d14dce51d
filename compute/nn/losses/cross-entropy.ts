/** Cross-entropy of logits (rows × classes) and class indices (int64, one a row), as torch.nn.CrossEntropyLoss. */
import * as op from '../../graph/ops.ts'
import { dimAt, GraphError } from '../../graph/shape.ts'
import { tensor } from '../../graph/tensor.ts'
import { constant } from '../../graph/value.ts'
import { type LossFunction, rowCount } from './loss.ts'

export interface CrossEntropySettings {
  /** Share of each row's target that is spread evenly over all classes. */
  readonly labelSmoothing: number
  /** What an error on each class weighs; null: all the same. The mean is divided by what the rows' classes weigh together. */
  readonly classWeights: Float32Array | null
}

/** See the file's head. Throws GraphError where the number of classes isn't known or isn't that of the weights. */
export function crossEntropy({ labelSmoothing, classWeights }: CrossEntropySettings): LossFunction {
  return (logits, labels) => {
    const classes = dimAt(logits.shape, 1)
    if (typeof classes === 'string') throw new GraphError('the number of classes must be known')
    const everywhere = labelSmoothing > 0 ? -labelSmoothing / classes : 0
    const minusTargets = op.oneHot(labels, classes, everywhere, everywhere - (1 - labelSmoothing))
    const logProbabilities = op.logSoftmax(logits)
    if (classWeights === null) {
      const perClass = op.mul(logProbabilities, minusTargets)
      return {
        mean: op.reduceMean(op.reduceSum(perClass, { axes: [1] })),
        sum: op.reduceSum(perClass),
        weight: rowCount(logits),
        gradient: op.div(op.add(op.exp(logProbabilities), minusTargets), op.lengthOf(logits, 0)),
      }
    }
    if (classWeights.length !== classes) throw new GraphError(`${classWeights.length} weights for ${classes} classes`)
    const weights = constant(tensor('float32', classWeights))
    const weighted = op.mul(minusTargets, weights)
    const sum = op.reduceSum(op.mul(logProbabilities, weighted))
    const weight = op.reduceSum(op.gather(weights, labels))
    const minusRowWeights = op.reduceSum(weighted, { axes: [1], keepDims: true })
    const slope = op.sub(weighted, op.mul(op.exp(logProbabilities), minusRowWeights))
    return { mean: op.div(sum, weight), sum, weight, gradient: op.div(slope, weight) }
  }
}
