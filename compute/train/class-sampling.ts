/**
 * Rows to train on of which each class has as many: rare classes repeated, or frequent ones drawn from. Only training rows
 * are touched; what watches and judges keeps the classes as they are.
 *
 * Every epoch draws anew from (seed, epoch), so that of a class which is drawn from all rows are learned in the end.
 */
import { shuffleInPlace } from '../spec/random.ts'
import type { ClassSampling } from '../spec/training.ts'

/** Training rows by class, the classes in the order of their labels. */
export type RowsByClass = readonly Uint32Array[]

/** The rows of each class that has some. @param classes the class of every row of the table */
export function rowsByClass(rows: Uint32Array, classes: Int32Array): RowsByClass {
  const present = [...new Set(Array.from(rows, (row) => classes[row]!))].sort((a, b) => a - b)
  return present.map((label) => rows.filter((row) => classes[row] === label))
}

/** How many rows each class gets. */
export function sampledSize(counts: readonly number[], sampling: Exclude<ClassSampling, 'none'>): number {
  return sampling === 'over' ? Math.max(...counts) : Math.min(...counts)
}

/** The rows of an epoch, class by class: each as often as it can be whole, and so many of its rows once more by chance. */
export function sampleRows(
  byClass: RowsByClass,
  sampling: Exclude<ClassSampling, 'none'>,
  seed: number,
  epoch: number,
): Uint32Array {
  const size = sampledSize(
    byClass.map(({ length }) => length),
    sampling,
  )
  const sampled = new Uint32Array(size * byClass.length)
  byClass.forEach((rows, at) => {
    const own = sampled.subarray(at * size, (at + 1) * size)
    const drawn = rows.slice()
    shuffleInPlace(drawn, seed, 'classSampling', epoch * byClass.length + at)
    const whole = Math.floor(size / rows.length) * rows.length
    for (let from = 0; from < whole; from += rows.length) own.set(rows, from)
    own.set(drawn.subarray(0, size - whole), whole)
  })
  return sampled
}
