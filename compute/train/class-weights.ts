/** What an error on each class weighs, from how often the class occurs among the rows that are trained on. */
import { targetFormOf } from '../data/training-table.ts'
import { ignoredLabel } from '../spec/target-form.ts'
import type { LossSpec } from '../spec/training.ts'
import type { TrainingData } from './training-table.ts'

/**
 * The weights that a loss asks for, one a class; null for none. Balanced: labels / (classes · labels of the class), so that
 * all classes weigh the same together (scikit-learn's class_weight='balanced'). A class without labels weighs nothing, and
 * the ends of spans are no classes.
 *
 * @param rows those of an epoch: where classes are sampled, they have equal weights already
 */
export function classWeightsOf(
  loss: LossSpec | null,
  table: TrainingData,
  rows: Uint32Array = table.split.train,
): Float32Array | null {
  const { targets, outputs } = table
  if (loss?.kind !== 'cross-entropy' || loss.classWeights === 'none') return null
  if (targets.kind !== 'classes' && targets.kind !== 'step-classes') return null
  const { width } = targetFormOf(table)
  const counts = new Float64Array(outputs)
  let labels = 0
  for (const row of rows) {
    for (const label of targets.values.subarray(row * width, (row + 1) * width)) {
      if (label === ignoredLabel) continue
      counts[label] = (counts[label] ?? 0) + 1
      labels++
    }
  }
  return Float32Array.from(counts, (count) => (count > 0 ? labels / (outputs * count) : 0))
}
