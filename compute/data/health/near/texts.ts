/**
 * Texts that are nearly the same: they share most of their runs of three words.
 *
 * Found without comparing each with each by MinHash (Broder 1997): the share of equal minima of two sets under random
 * orders is about the share of members that they have in common. Texts whose minima agree in one of several bands are
 * compared exactly.
 */
import { mixBits } from '../../../spec/random.ts'
import { textBits } from '../../split/row-keys.ts'
import { wordsOf } from '../../text/words.ts'

/** Words of a run. */
const runLength = 3
/** Bands of minima: texts that share four fifths of their runs meet in one of them but for once in 5,000 times. */
const bands = 16
const minimaOfBand = 4
/** Texts are nearly the same from this share of common runs on. */
export const leastAlike = 0.8

/** The runs of a text, each as 32 bits, every one once. A text of fewer words is one run. */
export function runsOf(text: string): Uint32Array {
  const words = wordsOf(text)
  if (words.length === 0) return new Uint32Array(0)
  const runs = new Set<number>()
  for (let at = 0; at <= Math.max(0, words.length - runLength); at++) {
    runs.add(textBits(words.slice(at, at + runLength).join(' '), 7))
  }
  return Uint32Array.from(runs).sort()
}

/** The share of members that two sorted sets have in common (Jaccard's). */
export function commonShare(a: Uint32Array, b: Uint32Array): number {
  let [common, i, j] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i]!, b[j]!]
    if (x === y) common++
    if (x <= y) i++
    if (y <= x) j++
  }
  return common / Math.max(1, a.length + b.length - common)
}

/** Pairs of texts that are nearly the same. */
export function* nearTexts(texts: readonly string[]): Generator<readonly [number, number]> {
  const sets = texts.map(runsOf)
  for (let band = 0; band < bands; band++) {
    const groups = new Map<string, number[]>()
    for (const [at, set] of sets.entries()) {
      if (set.length === 0) continue
      const key = bandKey(set, band)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [at])
      else group.push(at)
    }
    for (const group of groups.values()) yield* alikeIn(group, sets)
  }
}

function bandKey(set: Uint32Array, band: number): string {
  const minima: number[] = []
  for (let one = 0; one < minimaOfBand; one++) {
    const salt = mixBits(band * minimaOfBand + one + 1)
    let least = 0xffff_ffff
    for (const run of set) least = Math.min(least, mixBits(run ^ salt))
    minima.push(least)
  }
  return minima.join(' ')
}

/** Each text of a group with the first one that it is like, so that large groups cost little. */
function* alikeIn(group: readonly number[], sets: readonly Uint32Array[]): Generator<readonly [number, number]> {
  const heads: number[] = []
  for (const at of group) {
    const like = heads.find((head) => commonShare(sets[head]!, sets[at]!) >= leastAlike)
    if (like === undefined) heads.push(at)
    else yield [like, at]
  }
}
