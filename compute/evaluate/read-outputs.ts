/** What a model gives, read as probabilities or as values in the target's own units. */
import { turnBack } from '../data/preprocess/encode-target.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'

/**
 * The model's outputs as predictions: probabilities (rows × classes, or rows × steps × classes), values in the target's own units,
 * or for answers the scores as they are (rows × steps × 2).
 */
export function readOutputs(outputs: Float32Array, { target }: FittedPreprocessing): Float32Array {
  if (target.kind === 'spans') return outputs
  return target.kind === 'value' ? turnBack(outputs, target) : softmaxRows(outputs, target.labels.length)
}

/** Softmax of each row, with its largest logit taken off first, so that nothing overflows. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(logits.length)
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes)
    const largest = row.reduce((most, logit) => Math.max(most, logit), -Infinity)
    const exponentials = Array.from(row, (logit) => Math.exp(logit - largest))
    const sum = exponentials.reduce((total, value) => total + value, 0)
    exponentials.forEach((value, index) => (probabilities[start + index] = value / sum))
  }
  return probabilities
}
