import { describe, expect, it } from 'vitest'
import { rowsByClass, sampleRows } from '../../../../compute/train/class-sampling.ts'

/** Ten rows of class 0, three of class 1, one of class 2; row 14 is not for training. */
const classes = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2])
const train = Uint32Array.from({ length: 14 }, (_, row) => row)
const byClass = rowsByClass(train, classes)
const times = (rows: Uint32Array) => Array.from(train, (row) => rows.filter((each) => each === row).length)

describe('sampling classes', () => {
  it('takes the training rows by their classes', () => {
    expect(byClass.map((rows) => [...rows])).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12], [13]])
  })

  it('repeats rows of rare classes until each class has as many, each of its rows as evenly as can be', () => {
    const rows = sampleRows(byClass, 'over', 5, 0)
    expect(rows).toHaveLength(30)
    const repeated = times(rows)
    expect(repeated.slice(0, 10)).toEqual(Array(10).fill(1))
    expect(repeated.slice(10, 13).sort()).toEqual([3, 3, 4])
    expect(repeated[13]).toBe(10)
  })

  it('draws so many of each class as the rarest has, each row once at most', () => {
    const two = rowsByClass(train.subarray(0, 13), classes)
    const rows = sampleRows(two, 'under', 5, 0)
    expect(Array.from(rows, (row) => classes[row])).toEqual([0, 0, 0, 1, 1, 1])
    expect(Math.max(...times(rows))).toBe(1)
  })

  it('draws the same again from a seed and an epoch, and other rows in another epoch, so that all are learned', () => {
    const two = rowsByClass(train.subarray(0, 13), classes)
    expect(sampleRows(two, 'under', 5, 3)).toEqual(sampleRows(two, 'under', 5, 3))
    const drawn = Array.from({ length: 30 }, (_, epoch) => [...sampleRows(two, 'under', 5, epoch)])
    expect(new Set(drawn.flat()).size).toBe(13)
    expect(new Set(drawn.map(String)).size).toBeGreaterThan(20)
    expect(sampleRows(two, 'under', 6, 3)).not.toEqual(sampleRows(two, 'under', 5, 3))
  })
})
