/**
 * Texts as sequences of numbered words, for networks that read a text from its first word to its last: the vocabulary is
 * learned from the training rows, and everything that isn't in it is one word, the unknown one.
 */
import type { FittedFeature } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import type { TokenSequence } from '../../spec/sequence-model.ts'
import { documentFrequencies, type TextColumn } from '../text/document-frequency.ts'
import { wordsOf } from '../text/words.ts'

export type WordsFeature = Extract<FittedFeature, { kind: 'words' }>

/** What stands where a text has ended. */
export const padding = 0
/** A word that has no number of its own; also what an empty text is read as. */
export const unknownWord = 1
/** The number of the vocabulary's first word. */
export const firstWord = 2

/** The sequences that a model is to read texts as; null for models that don't read word by word. */
export function readsWords(model: RunSpec['model'] | undefined): TokenSequence | null {
  if (model === undefined || model.family === 'bert') return null
  return 'tokens' in model ? model.tokens : null
}

/**
 * Numbers the words that are in the most training rows, up to `vocabulary` numbers, those of padding and of unknown words
 * included.
 */
export function fitWords(
  column: string,
  texts: TextColumn,
  trainRows: Uint32Array,
  { length, vocabulary }: TokenSequence,
): WordsFeature {
  const frequent = documentFrequencies(texts, trainRows, wordsOf).slice(0, vocabulary - firstWord)
  return { kind: 'words', column, length, words: frequent.map(([word]) => word) }
}

/** How many numbers a feature's words need, those of padding and of unknown words included. */
export const vocabularyOf = ({ words }: WordsFeature): number => words.length + firstWord

/** Writes a text's numbers to where they stand: an array of the feature's length that is `padding` there. */
export function wordEncoder({ words, length }: WordsFeature): (text: string, inputs: Float32Array) => void {
  const numberOf = new Map(words.map((word, at) => [word, at + firstWord]))
  return (text, inputs) => {
    inputs[0] = unknownWord
    wordsOf(text)
      .slice(0, length)
      .forEach((word, at) => (inputs[at] = numberOf.get(word) ?? unknownWord))
  }
}
