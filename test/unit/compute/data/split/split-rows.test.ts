import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allotClasses } from '../../../../../compute/data/split/allot.ts'
import { splitRows } from '../../../../../compute/data/split/split-rows.ts'
import { parts } from '../../../../../compute/spec/split.ts'

const spec = { train: 0.7, validation: 0.15, test: 0.15, stratify: true }

/** Class sizes to a shuffled-looking column of class indices. */
function strata(sizes: number[]): Int32Array {
  const values = sizes.flatMap((size, index) => Array<number>(size).fill(index))
  return Int32Array.from(values.map((_, at) => values[(at * 7919) % values.length]!))
}

function counts(values: Int32Array, rows: Uint32Array, classes: number): number[] {
  const found = Array<number>(classes).fill(0)
  for (const row of rows) found[values[row]!]!++
  return found
}

describe('splitRows', () => {
  it('puts every row with a target into exactly one part, and no other row into any', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 300 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (targets, stratify, seed) => {
          const split = splitRows(targets.length, { ...spec, stratify }, Int32Array.from(targets), seed)
          const all = parts.flatMap((part) => [...split[part]]).sort((a, b) => a - b)
          expect(all).toEqual(targets.flatMap((target, row) => (target < 0 ? [] : [row])))
        },
      ),
    )
  })

  it('keeps the class shares in each part to within a row', () => {
    const values = strata([503, 211, 97])
    const split = splitRows(values.length, spec, values, 5)
    for (const part of parts) {
      const found = counts(values, split[part], 3)
      ;[503, 211, 97].forEach((size, index) => expect(Math.abs(found[index]! - size * spec[part])).toBeLessThan(1.5))
    }
  })

  it('is the same for the same seed and another for another', () => {
    const values = strata([60, 40])
    const split = (seed: number) => [...splitRows(100, spec, values, seed).test]
    expect(split(3)).toEqual(split(3))
    expect(split(3)).not.toEqual(split(4))
  })

  it('splits a number target without classes', () => {
    const split = splitRows(200, { ...spec, stratify: false }, null, 1)
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([140, 30, 30])
  })

  it('splits a million rows in under a second', () => {
    const values = Int32Array.from({ length: 1_000_000 }, (_, row) => row % 10)
    const start = process.cpuUsage()
    splitRows(values.length, spec, values, 1)
    // Of processor time, which other programs don't lengthen.
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(1)
  })
})

describe('allotClasses', () => {
  it('puts a class of three rows or more into each part', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 3, max: 40 }), { minLength: 1, maxLength: 50 }), (sizes) => {
        for (const allotted of allotClasses(sizes, spec)) {
          for (const part of parts) expect(allotted[part]).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('learns and tests a class of two, and only learns a class of one', () => {
    expect(allotClasses([2, 1], spec)).toEqual([
      { train: 1, validation: 0, test: 1 },
      { train: 1, validation: 0, test: 0 },
    ])
  })

  it('gets the parts right as wholes where each class rounds the same way', () => {
    const sizes = allotClasses(Array<number>(100).fill(10), spec)
    for (const part of parts) {
      const whole = sizes.reduce((sum, allotted) => sum + allotted[part], 0)
      expect(Math.abs(whole - 1000 * spec[part])).toBeLessThanOrEqual(1)
    }
  })
})
