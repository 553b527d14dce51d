/** Rows in an order of chance: by where they stand, or by what they hold. */
import { mixBits, randomBits, shuffleInPlace } from '../../spec/random.ts'
import type { RowKeys } from './row-keys.ts'

/** Puts row numbers into a random order, in place. `substream` tells apart the draws of one split. */
export type Draw = (rows: Uint32Array, substream: number) => void

/** @param keys the rows' fingerprints, or null for an order that goes by their numbers */
export function drawing(seed: number, keys: RowKeys | null): Draw {
  return keys === null
    ? (rows, substream) => shuffleInPlace(rows, seed, 'split', substream)
    : (rows, substream) => sortByContent(rows, keys, randomBits(seed, 'split', substream, 0))
}

/** Whole numbers that a 64-bit float holds exactly have so many bits. */
const exactBits = 53

function sortByContent(rows: Uint32Array, { high, low }: RowKeys, salt: number): void {
  const first = (row: number) => mixBits(mixBits(low[row]! ^ salt) + high[row]!)
  const second = (row: number) => mixBits(mixBits(high[row]! + salt) ^ low[row]!)
  // The beginning of the first number and the row's place in one float: those are sorted fastest.
  const placeBits = Math.max(exactBits - 32, Math.ceil(Math.log2(rows.length + 1)))
  const [places, dropped] = [2 ** placeBits, 32 - (exactBits - placeBits)]
  const beginning = (row: number) => first(row) >>> dropped
  const packed = new Float64Array(rows.length)
  for (let at = 0; at < rows.length; at++) packed[at] = beginning(rows[at]!) * places + at
  packed.sort()
  const ordered = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at++) ordered[at] = rows[packed[at]! % places]!
  // Rows that begin alike are told apart by all their bits; rows that hold the same are alike.
  const compare = (a: number, b: number) => first(a) - first(b) || second(a) - second(b) || a - b
  for (let from = 0, to = 1; from < ordered.length; from = to++) {
    while (to < ordered.length && beginning(ordered[to]!) === beginning(ordered[from]!)) to++
    if (to - from > 1) ordered.subarray(from, to).sort(compare)
  }
  rows.set(ordered)
}
