/**
 * Random numbers that depend on (seed, stream, index) alone, so that nothing has to be remembered to go on.
 *
 * A counter-based generator: the index is mixed with a key made of seed and stream by two rounds of
 * MurmurHash3's 32-bit finaliser (Austin Appleby, public domain).
 */

/** Uses of randomness in JavaScript, kept apart so that one never repeats the numbers of another. */
export const randomStreams = {
  split: 1,
  batchOrder: 2,
  initialWeights: 3,
  calibration: 4,
  dropout: 5,
  noise: 6,
  classSampling: 7,
} as const
export type RandomStream = keyof typeof randomStreams

/** Spreads 32 bits over 32 bits (one to one), so that near numbers become far ones. */
export function mixBits(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The key of a substream's draws. */
function keyOf(seed: number, stream: RandomStream, substream: number): number {
  return mixBits(seed ^ mixBits(Math.imul(randomStreams[stream], 0x9e3779b9) ^ mixBits(substream + 0x7f4a7c15)))
}

const bitsAt = (key: number, index: number): number => mixBits(mixBits(Math.imul(index, 0x9e3779b9) ^ key) + key)

/** 32 random bits, as a number from 0 to 2³² − 1. `substream` tells apart draws of one stream, for example its epochs. */
export function randomBits(seed: number, stream: RandomStream, substream: number, index: number): number {
  return bitsAt(keyOf(seed, stream, substream), index)
}

/** A uniform number from 0 (included) to 1 (excluded). */
export function randomUnit(seed: number, stream: RandomStream, substream: number, index: number): number {
  return randomBits(seed, stream, substream, index) / 0x1_0000_0000
}

/** `randomUnit` of one substream, for many draws: its key is mixed once. */
export function randomUnits(seed: number, stream: RandomStream, substream: number): (index: number) => number {
  const key = keyOf(seed, stream, substream)
  return (index) => bitsAt(key, index) / 0x1_0000_0000
}

/** Puts the items into a random order, in place (Fisher–Yates from the end, one draw an item). */
export function shuffleInPlace(items: Uint32Array, seed: number, stream: RandomStream, substream: number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const chosen = Math.floor(randomUnit(seed, stream, substream, last) * (last + 1))
    const item = items[last]!
    items[last] = items[chosen]!
    items[chosen] = item
  }
}
