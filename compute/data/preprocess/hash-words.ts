/**
 * Categories of any number, shared out among a few inputs by their words' hashes: scikit-learn's FeatureHasher over the words
 * between white space. A value that was never seen finds its inputs like any other.
 *
 * Weinberger et al. (2009): the hash's sign keeps what falls on one input from only adding up.
 */
import type { FittedFeature } from '../../spec/preprocessing.ts'
import { whiteSpace } from '../records/cell-text.ts'
import { murmurHash } from '../text/murmur-hash.ts'

export type HashedFeature = Extract<FittedFeature, { kind: 'hashed' }>

/** What stands between white space, in a pattern that JavaScript and RE2 understand alike. */
export const spacedWordPattern = `[^${whiteSpace}]+`
const words = new RegExp(spacedWordPattern, 'gu')

/** Writes a text's inputs to where they stand: an array that is 0 there. */
export function addHashedWords(text: string, width: number, inputs: Float32Array): void {
  for (const word of text.match(words) ?? []) {
    const hash = murmurHash(word)
    const at = Math.abs(hash) % width
    inputs[at] = inputs[at]! + (hash < 0 ? -1 : 1)
  }
}
