/** From words with a label each to what the trainer trains on: a row for each sentence, a class for each of its steps. */
import type { FittedFeature, FittedPreprocessing } from '../../spec/preprocessing.ts'
import { inputWidth } from '../../spec/preprocessing.ts'
import type { Labelling } from '../../spec/labelling.ts'
import type { RunSpec } from '../../spec/run.ts'
import { ignoredLabel } from '../../spec/target-form.ts'
import type { ColumnValues } from '../column-values.ts'
import { encodeFeatures } from '../preprocess/encode.ts'
import { fittedModel } from '../preprocess/fitted-model.ts'
import { preprocessingOf } from '../preprocess/fit-preprocessing.ts'
import type { ColumnSource, PreparedRun, PrepareOptions } from '../preprocess/prepare-run.ts'
import { fitWords, readsWords } from '../preprocess/word-sequence.ts'
import { divideRows } from '../split/divide-rows.ts'
import { withTokens } from '../text/token-column.ts'
import { labelledRows, type LabelledRows } from './labelled-rows.ts'

/** What rows of labelled words were made of. */
export interface PreparedLabelling extends Pick<LabelledRows, 'words' | 'labels'> {
  /** Steps of a row. */
  readonly steps: number
  /** At which step each word of a row is labelled; −1 for words that are cut off. */
  places(row: number): Int32Array
}

/** The model that gives something for each step, whatever it is to give otherwise. */
export function labellingModel(model: RunSpec['model']): RunSpec['model'] {
  if (model.family === 'bert') return { ...model, head: 'tokens' }
  return 'pooling' in model ? { ...model, pooling: 'none' } : model
}

/** See the file's head. @throws StudioError as labelledRows and divideRows, model-folder-incomplete */
export async function prepareLabelling(
  source: ColumnSource,
  spec: RunSpec,
  labelling: Labelling,
  missing: readonly string[],
  { onProgress }: PrepareOptions,
): Promise<PreparedRun> {
  const rows = await labelledRows(source, spec.target, labelling)
  const { target } = rows
  onProgress?.({ stage: 'preparing', fraction: 0.3, secondsLeft: null })
  const { split } = await divideRows(source, target, spec)
  const model = labellingModel(spec.model)
  const { columns } = await source.columns([labelling.words])
  const feature = fitReader(model, labelling.words, columns.get(labelling.words)!, split.train)
  const fitted = preprocessingOf([feature], target, split.train, missing)
  const table = { rows: rows.words.length, columns }
  const features = encodeFeatures(await withTokens(table, fitted.features, source.tokenizer), fitted)
  onProgress?.({ stage: 'preparing', fraction: 0.8, secondsLeft: null })
  const steps = inputWidth(fitted)
  const places = await placesOf(source, fitted, rows, steps)
  return {
    table: {
      rows: rows.words.length,
      inputs: steps,
      outputs: target.labels.length,
      features,
      targets: { kind: 'step-classes', values: stepTargets(rows, places, steps) },
      split,
    },
    model: fittedModel(model, fitted),
    fitted,
    target,
    usedRows: split.train.length + split.validation.length + split.test.length,
    labelling: { words: rows.words, labels: rows.labels, steps, places },
  }
}

/** How the model reads the words. */
function fitReader(
  model: RunSpec['model'],
  column: string,
  texts: ColumnValues,
  trainRows: Uint32Array,
): FittedFeature {
  if (model.family === 'bert') {
    if (model.pretrained === undefined) throw new Error('a BERT without a tokeniser reads no words')
    return { kind: 'tokens', column, length: model.tokens.length, pretrained: model.pretrained, labelled: true }
  }
  const tokens = readsWords(model)
  if (tokens === null || texts.kind === 'number') throw new Error(`a ${model.family} of this kind labels no words`)
  return fitWords(column, texts, trainRows, tokens, { labelled: true })
}

/** Where each word's label is told: step by step, or at the first of its tokens. */
async function placesOf(
  source: ColumnSource,
  { features: [feature] }: FittedPreprocessing,
  { words }: LabelledRows,
  steps: number,
): Promise<PreparedLabelling['places']> {
  if (feature?.kind !== 'tokens') return (row) => placesInOrder(words[row]!.length, steps)
  if (source.tokenizer === undefined) throw new Error('tokens without a tokeniser')
  const tokenizer = await source.tokenizer(feature.pretrained)
  const all = words.map((own) => tokenizer.encodeWords(own, steps).places)
  return (row) => all[row]!
}

/** Words that stand at the steps in their order; −1 for those beyond them. */
export const placesInOrder = (words: number, steps: number): Int32Array =>
  Int32Array.from({ length: words }, (_, word) => (word < steps ? word : -1))

function stepTargets({ labels }: LabelledRows, places: PreparedLabelling['places'], steps: number): Int32Array {
  const targets = new Int32Array(labels.length * steps).fill(ignoredLabel)
  labels.forEach((own, row) => {
    places(row).forEach((place, word) => {
      if (place >= 0) targets[row * steps + place] = own[word]!
    })
  })
  return targets
}
