/**
 * The loss of looking for a span: the mean of two cross-entropies over a row's steps, of its first and of its last step, as
 * transformers' BertForQuestionAnswering has it.
 */
import * as op from '../../graph/ops.ts'
import { dimAt } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { ignoredLabel } from '../../spec/target-form.ts'
import { type CrossEntropySettings, stepCrossEntropy } from './cross-entropy.ts'
import type { Loss, LossFunction } from './loss.ts'

const ends = [0, 1] as const

/** One of two: of the scores rows × steps × 2, rows × 1 × steps; of the targets rows × 2, rows × 1. */
function endOf(value: Value, end: number): Value {
  const part = op.slice(value, { axis: value.shape.length - 1, start: end, end: end + 1 })
  return value.shape.length === 2 ? part : op.transpose(part, [0, 2, 1])
}

/** Labels that lie outside the row count nothing, as those that are left out. */
function within(labels: Value, steps: number): Value {
  const outside = op.or(op.less(labels, 0), op.greaterOrEqual(labels, steps))
  return op.where(outside, ignoredLabel, labels)
}

/**
 * Of scores (rows × steps × 2) and the steps that are right (rows × 2). Each end's mean is over the rows in which it counts:
 * one outside its row is left out. Where both ends always count together, parts of a batch join to the whole exactly.
 */
export function spanCrossEntropy(settings: Pick<CrossEntropySettings, 'labelSmoothing'>): LossFunction {
  const lossOf = stepCrossEntropy({ ...settings, classWeights: null })
  return (scores, spans) => {
    const [rows, steps] = [dimAt(scores.shape, 0), Number(dimAt(scores.shape, 1))]
    const [first, last] = ends.map((end) => lossOf(endOf(scores, end), within(endOf(spans, end), steps))) as [
      Loss,
      Loss,
    ]
    const mean = op.mul(op.add(first.mean, last.mean), 0.5)
    const weight = op.add(first.weight, last.weight)
    const gradient = op.concat(
      [first, last].map((each) => op.reshape(op.mul(each.gradient, 0.5), [rows, steps, 1])),
      2,
    )
    return { mean, sum: op.mul(mean, weight), weight, gradient }
  }
}
