/** What a trained model answers to a question of one's own, out of a passage of one's own. */
import { passageStart, passageWindows, writeWindow } from '../data/answering/passage-windows.ts'
import type { PairFeature } from '../data/preprocess/input-layout.ts'
import type { FindTokenizer } from '../data/text/token-column.ts'
import type { FoundAnswer } from '../spec/answering.ts'
import type { Cell } from '../spec/dataset.ts'
import type { Prediction } from '../spec/evaluation.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import type { Predictor } from '../train/predict.ts'
import { bestAnswer } from './best-answers.ts'

const nothing: FoundAnswer = { answer: null, probability: 0, otherwise: null }

/** The question and the passage that a model reads. */
export function pairOf({ features: [feature] }: FittedPreprocessing): PairFeature {
  if (feature?.kind !== 'pair') throw new Error('this model answers no questions')
  return feature
}

/** Looks in all windows of the passage. An empty question or passage has no answer. */
export async function predictAnswer(
  predictor: Pick<Predictor, 'logits'>,
  fitted: FittedPreprocessing,
  cells: Readonly<Record<string, Cell>>,
  find?: FindTokenizer,
): Promise<Prediction> {
  const feature = pairOf(fitted)
  const { target } = fitted
  if (find === undefined || target.kind !== 'spans') throw new Error('answers without a tokeniser')
  const tokenizer = await find(feature.pretrained)
  const passage = String(cells[feature.column] ?? '')
  const asked = tokenizer.encodePlaces(String(cells[feature.question] ?? '').trim()).ids
  const tokens = tokenizer.encodePlaces(passage)
  if (asked.length === 0 || tokens.ids.length === 0) return { task: 'answering', ...nothing }
  const windows = passageWindows(tokens.ids.length, asked.length, feature)
  const marks = { opening: tokenizer.marks.opening[0] ?? 0, closing: tokenizer.marks.closing[0] ?? 0 }
  const width = 2 * feature.length
  const inputs = new Float32Array(windows.length * width)
  windows.forEach((window, at) => {
    writeWindow(
      inputs.subarray(at * width, (at + 1) * width),
      { question: asked, passage: tokens, window },
      feature,
      marks,
    )
  })
  const scores = await predictor.logits(inputs, windows.length)
  const start = passageStart(asked.length, feature)
  const scored = windows.map((window, at) => ({ scores: scores.subarray(at * width, (at + 1) * width), window, start }))
  const { longest } = feature
  return { task: 'answering', ...bestAnswer(scored, passage, tokens, { longest, impossible: target.impossible }) }
}
