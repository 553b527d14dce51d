/**
 * Pictures that look nearly the same, whatever their size, quality and slight changes of brightness: by their difference
 * hash (dHash), one bit for each place of a picture of 9 × 8 grey pixels where it gets lighter to the right.
 */

/** The size that pictures are looked at in. */
export const hashedImage = { channels: 1, height: 8, width: 9 } as const
const pixels = hashedImage.height * hashedImage.width
/** Bits that may differ. With four bands of 16 bits, one of them is the same then. */
export const mostBits = 3
const bands = 4
/** Grey levels of 256 that pixels may differ by on average: flat pictures have the same hash by chance. */
export const mostLevels = 8

/** The hash of a picture of that size, in four bands of 16 bits. */
export function differenceHash(picture: Uint8Array): Uint16Array {
  const hash = new Uint16Array(bands)
  for (let bit = 0; bit < 64; bit++) {
    const at = Math.floor(bit / 8) * hashedImage.width + (bit % 8)
    if (picture[at + 1]! > picture[at]!) hash[bit >> 4]! |= 1 << (bit & 15)
  }
  return hash
}

/** Pairs of pictures that look nearly the same. @param pictures one after the other, each of `hashedImage` */
export function* nearPictures(pictures: Uint8Array): Generator<readonly [number, number]> {
  const count = pictures.length / pixels
  const hashes = Array.from({ length: count }, (_, at) => differenceHash(one(pictures, at)))
  for (let band = 0; band < bands; band++) {
    const heads = new Map<number, number[]>()
    for (const [at, hash] of hashes.entries()) {
      const own = heads.get(hash[band]!) ?? []
      const like = own.find(
        (head) => bitsApart(hashes[head]!, hash) <= mostBits && levelsApart(pictures, head, at) <= mostLevels,
      )
      if (like === undefined) heads.set(hash[band]!, [...own, at])
      else yield [like, at]
    }
  }
}

const one = (pictures: Uint8Array, at: number) => pictures.subarray(at * pixels, (at + 1) * pixels)

function bitsApart(a: Uint16Array, b: Uint16Array): number {
  let bits = 0
  for (let band = 0; band < bands; band++) {
    for (let rest = a[band]! ^ b[band]!; rest !== 0; rest &= rest - 1) bits++
  }
  return bits
}

function levelsApart(pictures: Uint8Array, a: number, b: number): number {
  const [first, second] = [one(pictures, a), one(pictures, b)]
  return first.reduce((sum, level, at) => sum + Math.abs(level - second[at]!), 0) / pixels
}
