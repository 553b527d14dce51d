/** What an error on each class weighs, from how often the class occurs among the rows that are trained on. */
import type { LossSpec } from '../spec/training.ts'
import type { TrainingTable } from './training-table.ts'

/**
 * The weights that a loss asks for, one a class; null for none. Balanced: rows / (classes · rows of the class), so that all
 * classes weigh the same together (scikit-learn's class_weight='balanced'). A class without rows weighs nothing.
 */
export function classWeightsOf(loss: LossSpec | null, { targets, outputs, split }: TrainingTable): Float32Array | null {
  if (loss?.kind !== 'cross-entropy' || loss.classWeights === 'none' || targets.kind !== 'classes') return null
  const counts = new Float64Array(outputs)
  for (const row of split.train) {
    const label = targets.values[row] ?? 0
    counts[label] = (counts[label] ?? 0) + 1
  }
  return Float32Array.from(counts, (count) => (count > 0 ? split.train.length / (outputs * count) : 0))
}
