/**
 * Texts that are nearly the same: they share most of their runs of three words.
 *
 * Found without comparing each with each by MinHash (Broder 1997): the share of equal minima of two sets under random
 * orders is about the share of members that they have in common. Texts whose minima agree in one of several bands are
 * compared exactly.
 */
import { setImmediate } from 'node:timers/promises'
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

/** Texts that are looked at before others may have their turn. */
const textsAtOnce = 1000
/** Of very many texts that meet in a band and are all different, each is compared with so many. */
const mostHeads = 64

/** Pairs of texts that are nearly the same. A text takes 64 bytes while they are looked for. */
export async function nearTexts(texts: readonly string[]): Promise<(readonly [number, number])[]> {
  const keys = new Uint32Array(texts.length * bands)
  const isEmpty = new Uint8Array(texts.length)
  for (const [at, text] of texts.entries()) {
    const runs = runsOf(text)
    isEmpty[at] = runs.length === 0 ? 1 : 0
    for (let band = 0; band < bands; band++) keys[at * bands + band] = bandKey(runs, band)
    if (at % textsAtOnce === textsAtOnce - 1) await setImmediate()
  }
  const pairs: (readonly [number, number])[] = []
  for (let band = 0; band < bands; band++) {
    const groups = new Map<number, number[]>()
    for (let at = 0; at < texts.length; at++) {
      if (isEmpty[at] === 1) continue
      const key = keys[at * bands + band]!
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [at])
      else group.push(at)
    }
    for (const group of groups.values()) if (group.length > 1) pairs.push(...alikeIn(group, texts))
    await setImmediate()
  }
  return pairs
}

/** The minima of a band as one number: two sets that don't share them rarely have the same. */
function bandKey(set: Uint32Array, band: number): number {
  let key = band
  for (let one = 0; one < minimaOfBand; one++) {
    const salt = mixBits(band * minimaOfBand + one + 1)
    let least = 0xffff_ffff
    for (const run of set) least = Math.min(least, mixBits(run ^ salt))
    key = mixBits(key ^ least)
  }
  return key
}

/** Each text of a group with the first one that it is like, so that large groups cost little. */
function* alikeIn(group: readonly number[], texts: readonly string[]): Generator<readonly [number, number]> {
  const heads: { readonly at: number; readonly runs: Uint32Array }[] = []
  for (const at of group) {
    const runs = runsOf(texts[at]!)
    const like = heads.find((head) => commonShare(head.runs, runs) >= leastAlike)
    if (like !== undefined) yield [like.at, at]
    else if (heads.push({ at, runs }) > mostHeads) heads.shift()
  }
}
