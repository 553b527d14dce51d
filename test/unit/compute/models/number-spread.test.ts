import { describe, expect, it } from 'vitest'
import { numberSpread } from '../../../../compute/models/number-spread.ts'

describe("the spread of a layer's numbers", () => {
  it('is of all tensors of a layer together', () => {
    const spread = numberSpread([Float32Array.of(1, -1, 2), Float32Array.of(-2)])
    expect(spread).toMatchObject({ mean: 0, largest: 2 })
    expect(spread!.deviation).toBeCloseTo(Math.sqrt(2.5), 12)
    const places = spread!.bins.flatMap((count, at) => (count > 0 ? [[at, count]] : []))
    // −2 and 2 at the two ends, −1 and 1 a quarter of the way in.
    expect(places).toEqual([
      [0, 1],
      [6, 1],
      [18, 1],
      [23, 1],
    ])
  })

  it('of weights that never moved from 0 is one bar in the middle', () => {
    const { bins, deviation } = numberSpread([new Float32Array(7)])!
    expect(deviation).toBe(0)
    expect(bins.indexOf(7)).toBe(bins.length / 2)
  })

  it('of no weights is none', () => {
    expect(numberSpread([])).toBeNull()
  })
})
