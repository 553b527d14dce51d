/**
 * How many rows of each class go into each part of a split.
 *
 * Shares of small classes are not whole numbers. Each class gets the whole part of its shares; the rows left over
 * go where the sum over the classes so far is furthest behind, so that the parts as wholes come out right too.
 */
import type { SplitSpec } from '../../spec/training.ts'

export const parts = ['train', 'validation', 'test'] as const
export type Part = (typeof parts)[number]
export type PartSizes = Record<Part, number>

/**
 * Sizes of the parts for classes of these sizes. A class of three rows or more is in each part;
 * one of two is learned and tested; one of a single row is only learned.
 */
export function allotClasses(classSizes: readonly number[], spec: SplitSpec): PartSizes[] {
  const behind: PartSizes = { train: 0, validation: 0, test: 0 }
  return classSizes.map((size) => {
    const allotted = allotClass(size, spec, behind)
    for (const part of parts) behind[part] += size * spec[part] - allotted[part]
    return allotted
  })
}

function allotClass(size: number, spec: SplitSpec, behind: PartSizes): PartSizes {
  if (size < parts.length) return { train: Math.min(size, 1), validation: 0, test: Math.max(size - 1, 0) }
  const sizes: PartSizes = {
    train: Math.floor(size * spec.train),
    validation: Math.floor(size * spec.validation),
    test: Math.floor(size * spec.test),
  }
  for (let left = size - sum(sizes); left > 0; left--) {
    sizes[furthestBehind((part) => behind[part] + size * spec[part] - sizes[part])]++
  }
  for (const part of parts) {
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

function furthestBehind(deficit: (part: Part) => number): Part {
  return parts.reduce((best, part) => (deficit(part) > deficit(best) + 1e-9 ? part : best))
}
