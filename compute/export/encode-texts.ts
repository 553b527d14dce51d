/**
 * Texts as counts of terms as part of an exported model: cut into words by the same pattern, words numbered, runs of
 * numbers counted, then weighted as text-terms.ts does.
 */
import { type TextFeature, textLength } from '../data/preprocess/text-terms.ts'
import { caseForms, wordPattern } from '../data/text/words.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'

/** A word that is in no term. Its place stays, so that its neighbours are no pair. */
const unknownWord = 0

/** Each word of the terms with its number, in all its forms. */
function numberWords(terms: readonly string[]) {
  const words = [...new Set(terms.flatMap((term) => term.split(' ')))]
  const forms = words.flatMap((word, at) => caseForms(word).map((form) => [form, at + 1] as const))
  return { numberOf: new Map(words.map((word, at) => [word, at + 1])), forms: new Map(forms) }
}

/** @param texts [rows, 1], raw @returns [rows, terms] */
export function encodeTexts(texts: Value, { terms, weights }: TextFeature): Value {
  const { numberOf, forms } = numberWords(terms)
  const runs = terms.map((term) => {
    const [first = unknownWord, second] = term.split(' ').map((word) => numberOf.get(word) ?? unknownWord)
    return second === undefined ? ([first] as const) : ([first, second] as const)
  })
  const rows = dimAt(texts.shape, 0)
  const words = op.matchWords(op.reshape(texts, [rows]), wordPattern, 'words')
  const counts = op.countRuns(op.mapStrings(words, forms, unknownWord), runs)
  // 1 + ln of a count, and 0 for none.
  const damped = op.mul(op.add(op.log(op.max(counts, 1)), 1), op.min(counts, 1))
  const weighted = op.mul(damped, constant(tensor('float32', Float32Array.from(weights))))
  const squares = op.reduceSum(op.mul(weighted, weighted), { axes: [1], keepDims: true })
  const smallest = 1e-12
  return op.mul(weighted, op.div(textLength, op.sqrt(op.max(squares, smallest))))
}
