/** Cross-entropy of logits and class indices (int64), as torch.nn.CrossEntropyLoss. */
import * as op from '../../graph/ops.ts'
import { dimAt, GraphError } from '../../graph/shape.ts'
import { tensor } from '../../graph/tensor.ts'
import { constant, type Value } from '../../graph/value.ts'
import { ignoredLabel } from '../../spec/target-form.ts'
import { asRows } from '../rows.ts'
import { type Loss, type LossFunction, rowCount } from './loss.ts'

export interface CrossEntropySettings {
  /** Share of each row's target that is spread evenly over all classes. */
  readonly labelSmoothing: number
  /** What an error on each class weighs; null: all the same. The mean is divided by what the rows' classes weigh together. */
  readonly classWeights: Float32Array | null
}

function classesOf(logits: Value): number {
  const classes = dimAt(logits.shape, 1)
  if (typeof classes === 'string') throw new GraphError('the number of classes must be known')
  return classes
}

/** Minus what each class should have of a row's probability: rows × classes. */
function minusTargetsOf(labels: Value, classes: number, smoothing: number): Value {
  const everywhere = smoothing > 0 ? -smoothing / classes : 0
  return op.oneHot(labels, classes, everywhere, everywhere - (1 - smoothing))
}

/** The loss where each class of each row weighs what it weighs: `minusTargets` times that. `weight` is what all rows weigh, more than 0. */
function weighted(logProbabilities: Value, minusTargets: Value, weight: Value): Loss {
  const sum = op.reduceSum(op.mul(logProbabilities, minusTargets))
  const minusRowWeights = op.reduceSum(minusTargets, { axes: [1], keepDims: true })
  const slope = op.sub(minusTargets, op.mul(op.exp(logProbabilities), minusRowWeights))
  return { mean: op.div(sum, weight), sum, weight, gradient: op.div(slope, weight) }
}

function weightsFor(classWeights: Float32Array, classes: number): Value {
  if (classWeights.length !== classes) throw new GraphError(`${classWeights.length} weights for ${classes} classes`)
  return constant(tensor('float32', classWeights))
}

/**
 * Of rows (rows × classes) with one label each. Throws GraphError where the number of classes isn't known or isn't that of
 * the weights.
 */
export function crossEntropy({ labelSmoothing, classWeights }: CrossEntropySettings): LossFunction {
  return (logits, labels) => {
    const classes = classesOf(logits)
    const minusTargets = minusTargetsOf(labels, classes, labelSmoothing)
    const logProbabilities = op.logSoftmax(logits)
    if (classWeights !== null) {
      const weights = weightsFor(classWeights, classes)
      const weight = op.reduceSum(op.gather(weights, labels))
      return weighted(logProbabilities, op.mul(minusTargets, weights), weight)
    }
    const perClass = op.mul(logProbabilities, minusTargets)
    return {
      mean: op.reduceMean(op.reduceSum(perClass, { axes: [1] })),
      sum: op.reduceSum(perClass),
      weight: rowCount(logits),
      gradient: op.div(op.add(op.exp(logProbabilities), minusTargets), op.lengthOf(logits, 0)),
    }
  }
}

/**
 * Of rows with a share of each class (rows × classes, as torch.nn.CrossEntropyLoss takes class probabilities). Whatever classes
 * weigh, the mean is over the rows.
 */
export function softCrossEntropy({ labelSmoothing, classWeights }: CrossEntropySettings): LossFunction {
  return (logits, shares) => {
    const classes = classesOf(logits)
    const smoothed = op.add(op.mul(shares, 1 - labelSmoothing), labelSmoothing / classes)
    const wanted = labelSmoothing > 0 ? smoothed : shares
    const targets = classWeights === null ? wanted : op.mul(wanted, weightsFor(classWeights, classes))
    return weighted(op.logSoftmax(logits), op.neg(targets), rowCount(logits))
  }
}

/**
 * Of steps (rows × steps × classes) with a label each (rows × steps), of which those that are `ignoredLabel` count nothing:
 * PyTorch's ignore_index. The mean is over the labels that count; where none does it is 0, not NaN as PyTorch's.
 */
export function stepCrossEntropy({ labelSmoothing, classWeights }: CrossEntropySettings): LossFunction {
  return (stepLogits, stepLabels) => {
    const logits = asRows(stepLogits)
    const classes = classesOf(logits)
    const given = op.reshape(stepLabels, logits.shape.slice(0, 1))
    const isKept = op.not(op.equal(given, ignoredLabel))
    // A class that there is, so that nothing is looked up beyond the classes; it weighs nothing.
    const labels = op.where(isKept, given, 0)
    const kept = op.cast(isKept, 'float32')
    const weights = classWeights === null ? null : weightsFor(classWeights, classes)
    const rowWeights = op.reshape(kept, [...kept.shape, 1])
    const all = weights === null ? rowWeights : op.mul(rowWeights, weights)
    const weight = op.reduceSum(weights === null ? kept : op.mul(kept, op.gather(weights, labels)))
    const loss = weighted(
      op.logSoftmax(logits),
      op.mul(minusTargetsOf(labels, classes, labelSmoothing), all),
      op.where(op.greater(weight, 0), weight, 1),
    )
    return { ...loss, weight, gradient: op.reshape(loss.gradient, stepLogits.shape) }
  }
}
