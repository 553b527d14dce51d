/** What a trained model says of each word of a sentence of one's own. */
import { encodeRow } from '../data/preprocess/encode.ts'
import { placesInOrder } from '../data/labelling/prepare-labelling.ts'
import type { FindTokenizer } from '../data/text/token-column.ts'
import { cutSentence } from '../data/text/words.ts'
import type { Cell } from '../spec/dataset.ts'
import type { Prediction } from '../spec/evaluation.ts'
import type { FittedFeature, FittedPreprocessing } from '../spec/preprocessing.ts'
import type { Predictor } from '../train/predict.ts'
import { predictedClass } from './classification-report.ts'
import { readOutputs } from './read-outputs.ts'

type Reader = Extract<FittedFeature, { kind: 'words' | 'tokens' }>

/** Cuts the sentence in a form into words and labels each; words beyond what the model reads have no label. */
export async function predictWords(
  predictor: Pick<Predictor, 'logits'>,
  fitted: FittedPreprocessing,
  cells: Readonly<Record<string, Cell>>,
  tokenizer?: FindTokenizer,
): Promise<Prediction> {
  const { target } = fitted
  const reader = readerOf(fitted)
  if (target.kind !== 'step-classes') throw new Error('this model labels no words')
  const sentence = String(cells[reader.column] ?? '')
  const words = cutSentence(sentence, new Set(reader.kind === 'words' ? reader.words : []))
  const { places, tokens } = await placesOf(reader, words, tokenizer)
  const features = encodeRow({ [reader.column]: words.join(' ') }, fitted, { tokens })
  const probabilities = readOutputs(await predictor.logits(features, 1), fitted)
  const { labels } = target
  return {
    task: 'labelling',
    words: words.map((text, word) => {
      const place = places[word]!
      if (place < 0) return { text, label: labels.includes('O') ? 'O' : '', probability: 0 }
      const label = predictedClass(probabilities, place, labels.length)
      return { text, label: labels[label]!, probability: probabilities[place * labels.length + label]! }
    }),
  }
}

function readerOf({ features: [feature] }: FittedPreprocessing): Reader {
  if (feature?.kind === 'words' || feature?.kind === 'tokens') return feature
  throw new Error('this model reads no words')
}

async function placesOf(reader: Reader, words: readonly string[], tokenizer: FindTokenizer | undefined) {
  const tokens = new Map<string, Int32Array>()
  if (reader.kind === 'words') return { places: placesInOrder(words.length, reader.length), tokens }
  if (tokenizer === undefined) throw new Error('tokens without a tokeniser')
  const { ids, places } = (await tokenizer(reader.pretrained)).encodeWords(words, reader.length)
  return { places, tokens: tokens.set(reader.column, ids) }
}
