/** Categories by the hashes of their words as part of an exported model, as compute/data/preprocess/hash-words.ts has them. */
import { type HashedFeature, spacedWordPattern } from '../data/preprocess/hash-words.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { meansMissing } from './encode-categories.ts'

/** @param texts [rows, 1], raw @param missing texts that mean a missing value @returns [rows, inputs] */
export function encodeHashed(texts: Value, { inputs, indicator }: HashedFeature, missing: readonly string[]): Value {
  const rows = dimAt(texts.shape, 0)
  // A word more than there are, so that there is one even where all texts are empty.
  const words = op.matchWords(op.reshape(op.appendText(texts, ` ${noWord}`), [rows]), spacedWordPattern, 'words')
  const hash = op.cast(op.murmurHash(words), 'int64')
  const at = remainder(op.abs(hash), inputs)
  const isNone = op.equal(
    op.mapStrings(
      words,
      new Map([
        ['', 1],
        [noWord, 1],
      ]),
      0,
    ),
    1,
  )
  // Words that add 1, those that take 1 off, and what is no word are counted side by side.
  const place = op.where(isNone, 2 * inputs, op.where(op.less(hash, 0), op.add(at, inputs), at))
  const counts = op.reduceSum(op.oneHot(place, 2 * inputs + 1), { axes: [1] })
  const [added, taken] = op.split(counts, 1, [inputs, inputs, 1])
  const isMissing = meansMissing(texts, missing)
  const sums = op.where(isMissing, 0, op.sub(added!, taken!))
  return indicator ? op.concat([sums, op.cast(isMissing, 'float32')], 1) : sums
}

/** Stands for the end of a text. A control character, so that no cell has it. */
const noWord = '\u001f'

const remainder = (x: Value, by: number) => op.sub(x, op.mul(op.div(x, by), by))
