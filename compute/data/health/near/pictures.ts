/**
 * Pictures that look nearly the same, whatever their size, quality and slight changes of brightness: by their difference
 * hash (dHash), one bit for each place of a picture of 9 × 8 grey pixels where it gets lighter to the right.
 *
 * Of two hashes of which three bits differ, one of four parts is the same. So only pictures that share a part are compared; where
 * many do, what is left of their hashes is parted once more. A million pictures take some seconds.
 */
import { glanceImage, glanceNumbers } from '../../images/glance.ts'

/** Bits that may differ. */
export const mostBits = 3
/** With one more part than bits, a part is the same in both. */
const parts = mostBits + 1
/** Grey levels of 256 that pixels may differ by on average: flat pictures have the same hash by chance. */
export const mostLevels = 8
/** A smaller group is compared each with each; larger ones are parted, but so often at most. */
const smallGroup = 48
const mostPartings = 2
/** Of very many pictures of about one hash and brightness that are all different, each is compared with so many. */
const mostHeads = 64
/** Bits that are parted; those of a hash that are the same already are left out. */
type Bits = readonly number[]
const allBits: Bits = Array.from({ length: 64 }, (_, bit) => bit)

/** The hash of a picture of that size, as two halves of 32 bits. */
export function differenceHash(picture: Uint8Array): readonly [low: number, high: number] {
  const hash: [number, number] = [0, 0]
  for (let bit = 0; bit < 64; bit++) {
    const at = Math.floor(bit / 8) * glanceImage.width + (bit % 8)
    if (picture[at + 1]! > picture[at]!) hash[bit >> 5]! |= 1 << (bit & 31)
  }
  return [hash[0] >>> 0, hash[1] >>> 0]
}

/** Pairs of pictures that look nearly the same. @param pictures one after the other, each of `glanceImage` */
export function* nearPictures(pictures: Uint8Array): Generator<readonly [number, number]> {
  const count = pictures.length / glanceNumbers
  const hashes = new Uint32Array(2 * count)
  const means = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    const picture = pictures.subarray(at * glanceNumbers, (at + 1) * glanceNumbers)
    hashes.set(differenceHash(picture), 2 * at)
    means[at] = picture.reduce((sum, level) => sum + level, 0) / glanceNumbers
  }
  yield* pairsIn(
    Array.from({ length: count }, (_, at) => at),
    allBits,
    { pictures, hashes, means },
  )
}

interface Hashed {
  readonly pictures: Uint8Array
  readonly hashes: Uint32Array
  readonly means: Uint8Array
}

/** Pairs within a group whose hashes are the same but for these bits. */
function* pairsIn(
  group: readonly number[],
  bits: Bits,
  hashed: Hashed,
  partings = 0,
): Generator<readonly [number, number]> {
  if (group.length <= smallGroup || partings === mostPartings) {
    yield* comparedIn(group, hashed)
    return
  }
  for (let part = 0; part < parts; part++) {
    const own = bits.filter((_, place) => place % parts === part)
    const others = bits.filter((_, place) => place % parts !== part)
    const groups = new Map<number, number[]>()
    for (const at of group) {
      const key = keyOf(hashed.hashes, at, own)
      const like = groups.get(key)
      if (like === undefined) groups.set(key, [at])
      else like.push(at)
    }
    for (const like of groups.values()) if (like.length > 1) yield* pairsIn(like, others, hashed, partings + 1)
  }
}

/** Some bits of a hash as a number; they are 16 at most. */
function keyOf(hashes: Uint32Array, at: number, bits: Bits): number {
  let key = 0
  for (const bit of bits) key = key * 2 + ((hashes[2 * at + (bit >> 5)]! >>> (bit & 31)) & 1)
  return key
}

/** Each picture with the first one that it looks like. Pictures that do are about as bright. */
function* comparedIn(group: readonly number[], hashed: Hashed): Generator<readonly [number, number]> {
  const heads = new Map<number, number[]>()
  for (const at of group) {
    const level = Math.floor(hashed.means[at]! / mostLevels)
    const near = [level - 1, level, level + 1].flatMap((each) => heads.get(each) ?? [])
    const like = near.find((head) => bitsApart(hashed.hashes, head, at) <= mostBits && sameLevels(hashed, head, at))
    if (like !== undefined) yield [like, at]
    else heads.set(level, [...(heads.get(level) ?? []).slice(1 - mostHeads), at])
  }
}

function bitsApart(hashes: Uint32Array, a: number, b: number): number {
  let bits = 0
  for (let half = 0; half < 2; half++) {
    for (let rest = (hashes[2 * a + half]! ^ hashes[2 * b + half]!) >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0)
      bits++
  }
  return bits
}

/** Whether the pixels of two pictures differ by a few levels only, on average. */
function sameLevels({ pictures }: Hashed, a: number, b: number): boolean {
  const [first, second] = [a * glanceNumbers, b * glanceNumbers]
  let sum = 0
  for (let at = 0; at < glanceNumbers; at++) sum += Math.abs(pictures[first + at]! - pictures[second + at]!)
  return sum / glanceNumbers <= mostLevels
}
