/**
 * What a trained model says of rows: probabilities for classes, values in the target's own units.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readClip } from '../data/audio/clip.ts'
import { spectraOf } from '../data/audio/spectra.ts'
import { imagePixels } from '../data/images/decode-image.ts'
import type { PreparedRun } from '../data/preprocess/prepare-run.ts'
import { encodeRow } from '../data/preprocess/encode.ts'
import { isFileFeature } from '../data/preprocess/input-layout.ts'
import { withFeatures } from '../data/rows/feature-file.ts'
import type { RecordNumbers } from '../data/rows/record-file.ts'
import { hasWindow, turnBackAhead } from '../data/series/encode-windows.ts'
import type { FindTokenizer } from '../data/text/token-column.ts'
import type { WeightedModel } from '../models/weights.ts'
import type { Cell } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { Prediction } from '../spec/evaluation.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import { createPredictor, type Predictor } from '../train/predict.ts'
import { predictedClass } from './classification-report.ts'
import { readForm } from './form.ts'
import { readOutputs } from './read-outputs.ts'
import { predictAnswer } from './predict-answer.ts'
import { predictWords } from './predict-words.ts'

/** Predicts some rows of a run's table, in the order of their numbers; of windows of series, all steps ahead of each. */
export async function predictRows(
  model: WeightedModel,
  { table, fitted, series }: Pick<PreparedRun, 'table' | 'fitted' | 'series'>,
  rows: Uint32Array,
  threads: number,
): Promise<Float32Array> {
  const predictor = await createPredictor(model, threads)
  try {
    const outputs = await withFeatures(table, (take) =>
      predictor.logitsOf((from, to) => take({ order: rows, from, to }), rows.length),
    )
    return series === undefined ? readOutputs(outputs, fitted) : readAhead(outputs, { fitted, series }, rows)
  } finally {
    await predictor.release()
  }
}

type PreparedWindows = Pick<PreparedRun, 'fitted'> & Required<Pick<PreparedRun, 'series'>>

/** Outputs for some windows, in the series' own units. */
function readAhead(outputs: Float32Array, { fitted, series }: PreparedWindows, windows: Uint32Array): Float32Array {
  if (!hasWindow(fitted)) throw new Error('windows without a window')
  const origins = windows.map((window) => series.origins[window]!)
  return turnBackAhead(outputs, series.encoder.levels(origins), fitted)
}

/** The pictures and recordings that a form names by their paths, as the model sees them. @throws StudioError image-unreadable, recording-unreadable */
async function readRecords(
  row: Readonly<Record<string, Cell>>,
  { features }: FittedPreprocessing,
): Promise<ReadonlyMap<string, RecordNumbers>> {
  const records = new Map<string, RecordNumbers>()
  for (const feature of features.filter(isFileFeature)) {
    const path = String(row[feature.column] ?? '')
    try {
      const content = await readFile(path)
      const record =
        feature.kind === 'image'
          ? await imagePixels(content, feature.image)
          : await spectraOf(await readClip(content, feature.sound), feature.sound)
      records.set(feature.column, record)
    } catch (error) {
      const code = feature.kind === 'image' ? 'image-unreadable' : 'recording-unreadable'
      throw new StudioError(code, { file: basename(path) }, { cause: error })
    }
  }
  return records
}

/** The texts of a form as tokens of the models that read them. */
async function readTokens(
  row: Readonly<Record<string, Cell>>,
  { features }: FittedPreprocessing,
  tokenizer?: FindTokenizer,
): Promise<ReadonlyMap<string, Int32Array>> {
  const tokens = new Map<string, Int32Array>()
  for (const feature of features) {
    if (feature.kind !== 'tokens' || tokenizer === undefined) continue
    const { ids } = (await tokenizer(feature.pretrained)).encodeRows(
      [String(row[feature.column] ?? '')],
      feature.length,
    )
    tokens.set(feature.column, ids)
  }
  return tokens
}

/** Predicts the row in a form. @throws StudioError `bad-value-in-form`, `image-unreadable`, `recording-unreadable` */
export async function predictForm(
  predictor: Predictor,
  fitted: FittedPreprocessing,
  cells: Readonly<Record<string, Cell>>,
  tokenizer?: FindTokenizer,
): Promise<Prediction> {
  if (fitted.target.kind === 'step-classes') return predictWords(predictor, fitted, cells, tokenizer)
  if (fitted.target.kind === 'spans') return predictAnswer(predictor, fitted, cells, tokenizer)
  const row = readForm(cells, fitted)
  const media = { records: await readRecords(row, fitted), tokens: await readTokens(row, fitted, tokenizer) }
  const features = encodeRow(row, fitted, media)
  const outputs = readOutputs(await predictor.logits(features, 1), fitted)
  const { target } = fitted
  if (target.kind === 'value') return { task: 'regression', value: outputs[0]! }
  return {
    task: 'classification',
    label: target.labels[predictedClass(outputs, 0, target.labels.length)]!,
    probabilities: target.labels.map((label, index) => ({ label, probability: outputs[index]! })),
  }
}
