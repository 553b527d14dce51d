/** Texts as sequences of numbered words as part of an exported model: word-sequence.ts in the graph's own ops. */
import { firstWord, padding, unknownWord, type WordsFeature } from '../data/preprocess/word-sequence.ts'
import { caseForms, wordPattern } from '../data/text/words.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'

/** @param texts [rows, 1], raw @returns [rows, length], padded with 0 */
export function encodeWords(texts: Value, { words, length }: WordsFeature): Value {
  const rows = dimAt(texts.shape, 0)
  const forms = words.flatMap((word, at) => caseForms(word).map((form) => [form, at + firstWord] as const))
  // The op pads with empty strings, which are no words.
  const numbers = new Map([['', padding], ...forms])
  const found = op.matchWords(op.reshape(texts, [rows]), wordPattern, 'words')
  const padded = op.padEnd(op.cast(op.mapStrings(found, numbers, unknownWord), 'float32'), 1, length, 'padded')
  const cut = op.slice(padded, { axis: 1, start: 0, end: length, length })
  // An empty text is one unknown word: a network that reads no step at all has nothing to say.
  const first = op.max(op.slice(cut, { axis: 1, start: 0, end: 1 }), unknownWord)
  return length === 1 ? first : op.concat([first, op.slice(cut, { axis: 1, start: 1, end: length })], 1)
}
