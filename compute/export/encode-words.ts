/** Texts as sequences of numbered words as part of an exported model: word-sequence.ts in the graph's own ops. */
import { firstShape, firstWordOf, padding, unknownWord, type WordsFeature } from '../data/preprocess/word-sequence.ts'
import { caseForms, wordPattern, wordShapes } from '../data/text/words.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { int64s } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'

/** @param texts [rows, 1], raw @returns [rows, length], padded with 0 */
export function encodeWords(texts: Value, feature: WordsFeature): Value {
  const { length } = feature
  const numbers = feature.labelled === true ? spacedNumbers(texts, feature) : foundNumbers(texts, feature)
  const padded = op.padEnd(op.cast(numbers, 'float32'), 1, length, 'padded')
  const cut = op.slice(padded, { axis: 1, start: 0, end: length, length })
  // An empty text is one unknown word: a network that reads no step at all has nothing to say.
  const first = op.max(op.slice(cut, { axis: 1, start: 0, end: 1 }), unknownWord)
  return length === 1 ? first : op.concat([first, op.slice(cut, { axis: 1, start: 1, end: length })], 1)
}

/** The numbers of words that are found by their pattern, without regard to case. */
function foundNumbers(texts: Value, feature: WordsFeature): Value {
  const forms = feature.words.flatMap((word, at) =>
    caseForms(word).map((form) => [form, at + firstWordOf(feature)] as const),
  )
  // The op pads with empty strings, which are no words.
  const numbers = new Map([['', padding], ...forms])
  return op.mapStrings(op.matchWords(flat(texts), wordPattern, 'words'), numbers, unknownWord)
}

/** The numbers of what stands between spaces, of unknown words those of their shapes. */
function spacedNumbers(texts: Value, feature: WordsFeature): Value {
  const words = op.splitWords(flat(texts), 'words')
  const known = feature.words.map((word, at) => [word, at + firstWordOf(feature)] as const)
  const numbers = op.mapStrings(words, new Map([['', padding], ...known]), unknownWord)
  const number = (value: number) => constant(int64s([value]))
  const shape = wordShapes.reduceRight(
    (otherwise: Value, pattern, at) => op.where(op.matchesWhole(words, pattern), number(firstShape + at), otherwise),
    number(unknownWord),
  )
  return op.where(op.equal(numbers, number(unknownWord)), shape, numbers)
}

const flat = (texts: Value): Value => op.reshape(texts, [dimAt(texts.shape, 0)])
