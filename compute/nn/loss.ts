/** What each task's training makes small. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Task } from '../spec/dataset.ts'

/** Mean squared difference over all elements (torch.nn.MSELoss); predictions are rows × 1, targets one a row. */
function meanSquaredError(predictions: Value, targets: Value): Value {
  const difference = op.sub(predictions, op.reshape(targets, predictions.shape))
  return op.reduceMean(op.mul(difference, difference))
}

/** Scalar loss of a batch: of logits and int64 class indices, or of predictions and float32 values. */
export const losses = {
  classification: (logits, labels) => op.softmaxCrossEntropy(logits, labels, 'mean'),
  regression: meanSquaredError,
} satisfies Record<Task, (outputs: Value, targets: Value) => Value>
