/**
 * What a trained model says of rows: probabilities for classes, values in the target's own units.
 */
import type { PreparedRun } from '../data/preprocess/prepare-run.ts'
import { encodeRow } from '../data/preprocess/encode.ts'
import { turnBack } from '../data/preprocess/encode-target.ts'
import { featuresOf } from '../data/training-table.ts'
import type { WeightedModel } from '../models/weights.ts'
import type { Cell } from '../spec/dataset.ts'
import type { Prediction } from '../spec/evaluation.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import { createPredictor, type Predictor } from '../train/predict.ts'
import { predictedClass } from './classification-report.ts'
import { readForm } from './form.ts'

/** The model's outputs as predictions: probabilities (rows × classes), or values in the target's own units. */
export function readOutputs(outputs: Float32Array, { target }: FittedPreprocessing): Float32Array {
  return target.kind === 'classes' ? softmaxRows(outputs, target.labels.length) : turnBack(outputs, target)
}

/** Softmax of each row, with its largest logit taken off first, so that nothing overflows. */
function softmaxRows(logits: Float32Array, classes: number): Float32Array {
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

/** Predicts some rows of a run's table, in the order of their numbers. */
export async function predictRows(
  model: WeightedModel,
  { table, fitted }: Pick<PreparedRun, 'table' | 'fitted'>,
  rows: Uint32Array,
  threads: number,
): Promise<Float32Array> {
  const predictor = await createPredictor(model, threads)
  try {
    return readOutputs(await predictor.logits(featuresOf(table, rows), rows.length), fitted)
  } finally {
    await predictor.release()
  }
}

/** Predicts the row in a form. @throws StudioError `bad-value-in-form` */
export async function predictForm(
  predictor: Predictor,
  fitted: FittedPreprocessing,
  cells: Readonly<Record<string, Cell>>,
): Promise<Prediction> {
  const features = encodeRow(readForm(cells, fitted), fitted)
  const outputs = readOutputs(await predictor.logits(features, 1), fitted)
  const { target } = fitted
  if (target.kind === 'value') return { task: 'regression', value: outputs[0]! }
  return {
    task: 'classification',
    label: target.labels[predictedClass(outputs, 0, target.labels.length)]!,
    probabilities: target.labels.map((label, index) => ({ label, probability: outputs[index]! })),
  }
}
