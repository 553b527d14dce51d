/**
 * Encoding of raw texts, one-hot or as numbers of categories, as part of an exported model, with white space as `categoryText` treats it.
 *
 * ONNX has no operation that trims a text, but one that splits it into words. So each text becomes the list of its
 * words, each word a digit, the digits one whole number; two texts are the same category if their numbers are equal.
 */
import { categoryText } from '../data/preprocess/category-text.ts'
import type { InputLayout } from '../data/preprocess/input-layout.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { int64s, tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { isOneNumber } from '../spec/preprocessing.ts'

/** Stands for "no word here". A control character, so that no cell has it. */
const noWord = '\u001f'
/** White space other than the plain space that may cling to a cell's text: one such character at an end of a word is taken off. */
const clingingSpaces = ['\t', '\r', '\n', '\u00a0', '\u3000']
/** Digits: 0 for no word, 1 for a word that no category has, then the known words. */
const noWordDigit = 0
const unknownDigit = 1

/** Numbers that stand for texts; texts of the same words have the same number. */
interface TextNumbers {
  readonly words: readonly string[]
  /** How many words are looked at: one more than any known text has. */
  readonly length: number
  /** What each position's digit counts, most significant last. */
  readonly weights: BigInt64Array
  readonly numberOf: (text: string) => bigint
}

function numberTexts(texts: readonly string[]): TextNumbers {
  const wordsOf = (text: string) => (text === '' ? [] : text.split(' '))
  const words = [...new Set(texts.flatMap(wordsOf))]
  const length = Math.max(...texts.map((text) => wordsOf(text).length)) + 1
  // Positional numerals: different lists of words have different numbers. Where they would not fit 64 bits they wrap
  // around; an odd base keeps them apart except by a chance of one in 2^64.
  const base = BigInt(words.length + 2) | 1n
  const weights = BigInt64Array.from({ length }, (_, position) => BigInt.asIntN(64, base ** BigInt(position)))
  const digits = new Map(words.map((word, at) => [word, BigInt(at + unknownDigit + 1)]))
  const numberOf = (text: string) => {
    const sum = wordsOf(text).reduce((total, word, position) => total + digits.get(word)! * weights[position]!, 0n)
    return BigInt.asIntN(64, sum)
  }
  return { words, length, weights, numberOf }
}

/** Each known word with its digit, with and without white space that may cling to it. */
function digitTable(words: readonly string[]): ReadonlyMap<string, number> {
  const table = new Map<string, number>([['', noWordDigit]])
  const clinging = (word: string, digit: number) => {
    for (const space of clingingSpaces) {
      for (const text of [space + word, word + space]) table.set(text, digit)
    }
  }
  clinging('', noWordDigit)
  words.forEach((word, at) => clinging(word, at + unknownDigit + 1))
  // After all variants: a word that happens to look like another's variant is itself.
  words.forEach((word, at) => table.set(word, at + unknownDigit + 1))
  return table.set(noWord, noWordDigit)
}

/**
 * Inputs of category columns.
 *
 * @param texts [rows, columns] in the layout's order, raw
 * @param missing cell texts that mean a missing value, besides the empty one
 * @returns [rows, inputs]: each column's categories, then its missing-indicator if it has one; or its category's number
 */
export function encodeCategories(texts: Value, layout: InputLayout, missing: readonly string[]): Value {
  const missingTexts = textsOfMissing(missing)
  const known = layout.categories.flatMap(({ feature }) => feature.categories)
  const numbering = numberTexts([...missingTexts, ...known])
  const numbers = textNumbers(texts, numbering)
  const missingNumber = BigInt.asIntN(64, -1n)
  const slots = layout.categories.flatMap(({ feature, indicator }, column) => [
    ...feature.categories.map((text) => ({ column, number: numbering.numberOf(text) })),
    ...(indicator === null ? [] : [{ column, number: missingNumber }]),
  ])
  const settled = layout.categories.some(({ indicator }) => indicator !== null)
    ? markMissing(numbers, missingTexts.map(numbering.numberOf), missingNumber)
    : numbers
  const spread = op.gather(settled, constant(int64s(slots.map(({ column }) => column))), 1)
  const expected = tensor(
    'int64',
    BigInt64Array.from(slots, ({ number }) => number),
    [1, slots.length],
  )
  return asNumbers(op.cast(op.equal(spread, constant(expected)), 'float32'), layout)
}

/**
 * The inputs of one-hot columns as they are; those of a column that comes in as one number, times their numbers and summed.
 * Since one of them at most is 1, that is exact.
 */
function asNumbers(oneHot: Value, { categories }: InputLayout): Value {
  if (categories.every(({ feature }) => !isOneNumber(feature))) return oneHot
  const parts = categories.map(({ feature }) => feature.categories.length + (feature.indicator ? 1 : 0))
  const columns = op.split(oneHot, 1, parts).map((own, at) => {
    const { feature } = categories[at]!
    if (!isOneNumber(feature)) return own
    const numbers = Float32Array.from(feature.values ?? feature.categories.map((_, place) => place + 1))
    const count = numbers.length
    const number = (part: Value) => op.matMul(part, constant(tensor('float32', numbers, [count, 1])))
    if (!feature.indicator) return number(own)
    const [known, indicator] = op.split(own, 1, [count, 1])
    return op.concat([number(known!), indicator!], 1)
  })
  return op.concat(columns, 1)
}

/** The number of each text: [rows, columns] of strings to as many int64. */
function textNumbers(texts: Value, { words, length, weights }: TextNumbers): Value {
  const [rows, columns] = [dimAt(texts.shape, 0), Number(dimAt(texts.shape, 1))]
  // A row more while it is worked on: of no texts at all, the words would make an axis of length 0.
  const extra = constant(tensor('string', new Array<string>(columns).fill(''), [1, columns]))
  const numbers = wordNumbers(op.concat([texts, extra], 0), { words, length, weights })
  return op.slice(numbers, { axis: 0, start: 0, end: -1, length: rows })
}

function wordNumbers(texts: Value, { words, length, weights }: Omit<TextNumbers, 'numberOf'>): Value {
  // Enough empty words behind each text that there are always `length` words to look at.
  const padded = op.appendText(texts, ` ${noWord}`.repeat(length))
  const looked = op.slice(op.splitWords(padded, 'words'), { axis: 2, start: 0, end: length, length })
  const digits = op.mapStrings(looked, digitTable(words), unknownDigit)
  return op.reduceSum(op.mul(digits, constant(tensor('int64', weights))), { axes: [2] })
}

/** The numbers with `mark` in place of those that stand for a missing value. */
function markMissing(numbers: Value, missingNumbers: readonly bigint[], mark: bigint): Value {
  const isMissing = isOneOf(numbers, missingNumbers)
  return op.where(isMissing, constant(tensor('int64', BigInt64Array.of(mark), [])), numbers)
}

function isOneOf(numbers: Value, among: readonly bigint[]): Value {
  const each = op.reshape(numbers, [...numbers.shape, 1])
  const matches = op.equal(each, constant(tensor('int64', BigInt64Array.from(among))))
  return op.greater(op.reduceMax(op.cast(matches, 'float32'), { axes: [2] }), 0)
}

/** The texts that mean a missing value, in the form of `categoryText`. */
const textsOfMissing = (missing: readonly string[]) => [
  '',
  ...new Set(missing.map(categoryText).filter((text) => text !== '')),
]

/** Whether each text means that the value is missing: [rows, columns] of strings to as many truth values. */
export function meansMissing(texts: Value, missing: readonly string[]): Value {
  const known = textsOfMissing(missing)
  const numbering = numberTexts(known)
  return isOneOf(textNumbers(texts, numbering), known.map(numbering.numberOf))
}
