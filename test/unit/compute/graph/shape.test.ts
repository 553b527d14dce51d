import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broadcastShapes, GraphError } from '../../../../compute/graph/shape.ts'

describe('broadcasting', () => {
  it.each([
    [[3, 4], [4], [3, 4]],
    [
      [3, 1],
      [1, 4],
      [3, 4],
    ],
    [[], [2], [2]],
    [
      ['batch', 4],
      [1, 4],
      ['batch', 4],
    ],
    [
      ['batch', 4],
      ['batch', 1],
      ['batch', 4],
    ],
    [[1], ['batch'], ['batch']],
  ])('of %j and %j gives %j, either way round', (a, b, expected) => {
    expect(broadcastShapes(a, b)).toEqual(expected)
    expect(broadcastShapes(b, a)).toEqual(expected)
  })

  it.each([
    [[3], [4]],
    [['batch'], [3]],
    [['batch'], ['rows']],
  ])('of %j and %j is refused', (a, b) => {
    expect(() => broadcastShapes(a, b)).toThrow(GraphError)
  })

  it('of known lengths gives the size that pairing up elements needs', () => {
    const shape = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 })
    fc.assert(
      fc.property(
        shape,
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.nat({ max: 4 }),
        (whole, ones, drop) => {
          const other = whole.map((dim, axis) => (ones[axis] === true ? 1 : dim)).slice(Math.min(drop, whole.length))
          expect(broadcastShapes(whole, other)).toEqual(whole)
        },
      ),
    )
  })
})
