/**
 * How many rows of each class go into each part of a split.
 *
 * Shares of small classes are not whole numbers. Each class gets the whole part of its shares; the rows left over
 * go where the sum over the classes so far is furthest behind, so that the parts as wholes come out right too.
 */
import { type Part, parts } from '../../spec/split.ts'

export type PartSizes = Record<Part, number>

/**
 * Sizes of the parts for classes of these sizes. A class of as many rows as there are parts with a share is in each of
 * them; one of two is learned and judged by; one of a single row is only learned.
 *
 * @param shares of the parts, which sum to 1; a part may have none
 */
export function allotClasses(classSizes: readonly number[], shares: Readonly<PartSizes>): PartSizes[] {
  const behind: PartSizes = { train: 0, validation: 0, test: 0 }
  return classSizes.map((size) => {
    const allotted = allotClass(size, shares, behind)
    for (const part of parts) behind[part] += size * shares[part] - allotted[part]
    return allotted
  })
}

function allotClass(size: number, shares: Readonly<PartSizes>, behind: PartSizes): PartSizes {
  const asked = parts.filter((part) => shares[part] > 0)
  if (size < asked.length) {
    return { train: Math.min(size, 1), validation: 0, test: Math.max(size - 1, 0) }
  }
  const sizes: PartSizes = {
    train: Math.floor(size * shares.train),
    validation: Math.floor(size * shares.validation),
    test: Math.floor(size * shares.test),
  }
  for (let left = size - sum(sizes); left > 0; left--) {
    sizes[furthestBehind(asked, (part) => behind[part] + size * shares[part] - sizes[part])]++
  }
  for (const part of asked) {
    if (sizes[part] > 0) continue
    const largest = parts.reduce((best, other) => (sizes[other] > sizes[best] ? other : best))
    sizes[largest]--
    sizes[part]++
  }
  return sizes
}

function sum(sizes: PartSizes): number {
  return sizes.train + sizes.validation + sizes.test
}

/** The part that lacks most; of equals the first. */
export function furthestBehind(among: readonly Part[], deficit: (part: Part) => number): Part {
  return among.reduce((best, part) => (deficit(part) > deficit(best) + 1e-9 ? part : best))
}
