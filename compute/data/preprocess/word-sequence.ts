/**
 * Texts as sequences of numbered words, for networks that read a text from its first word to its last: the vocabulary is
 * learned from the training rows, and everything that isn't in it is one word, the unknown one.
 */
import type { FittedFeature } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import type { TokenSequence } from '../../spec/sequence-model.ts'
import { documentFrequencies, type TextColumn } from '../text/document-frequency.ts'
import { shapeOf, spacedWords, wordShapes, wordsOf } from '../text/words.ts'

export type WordsFeature = Extract<FittedFeature, { kind: 'words' }>

/** What stands where a text has ended. */
export const padding = 0
/** A word that has no number of its own; also what an empty text is read as. */
export const unknownWord = 1
/** The number of the first shape, where words are labelled: there an unknown word is read as what it looks like. */
export const firstShape = 2

/** The number of the vocabulary's first word. */
export const firstWordOf = ({ labelled }: Pick<WordsFeature, 'labelled'>): number =>
  labelled === true ? firstShape + wordShapes.length : firstShape

/** The words that a feature has of a text. */
const cutOf = ({ labelled }: Pick<WordsFeature, 'labelled'>) => (labelled === true ? spacedWords : wordsOf)

/** The sequences that a model is to read texts as; null for models that don't read word by word. */
export function readsWords(model: RunSpec['model'] | undefined): TokenSequence | null {
  if (model === undefined || model.family === 'bert') return null
  return 'tokens' in model ? model.tokens : null
}

/**
 * Numbers the words that are in the most training rows, up to `vocabulary` numbers, those of padding and of unknown words
 * included.
 *
 * @param asked whether each word is labelled: words are what stands between spaces then, and written differently they are others
 */
export function fitWords(
  column: string,
  texts: TextColumn,
  trainRows: Uint32Array,
  { length, vocabulary }: TokenSequence,
  asked: Pick<WordsFeature, 'labelled'> = {},
): WordsFeature {
  const frequent = documentFrequencies(texts, trainRows, cutOf(asked))
  const words = frequent.slice(0, Math.max(0, vocabulary - firstWordOf(asked))).map(([word]) => word)
  return { kind: 'words', column, length, words, ...asked }
}

/** How many numbers a feature's words need, those of padding and of unknown words included. */
export const vocabularyOf = (feature: WordsFeature): number => feature.words.length + firstWordOf(feature)

/** Writes a text's numbers to where they stand: an array of the feature's length that is `padding` there. */
export function wordEncoder(feature: WordsFeature): (text: string, inputs: Float32Array) => void {
  const { words, length, labelled } = feature
  const numberOf = new Map(words.map((word, at) => [word, at + firstWordOf(feature)]))
  const unknown = (word: string) => (labelled === true ? firstShape + shapeOf(word) : unknownWord)
  return (text, inputs) => {
    inputs[0] = unknownWord
    cutOf(feature)(text)
      .slice(0, length)
      .forEach((word, at) => (inputs[at] = numberOf.get(word) ?? unknown(word)))
  }
}
