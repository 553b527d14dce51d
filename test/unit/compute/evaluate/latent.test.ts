import { describe, expect, it } from 'vitest'
import { arc, seededNoise } from '../../../../compute/evaluate/latent.ts'

const lengthOf = (values: Float32Array) => Math.hypot(...values)
const angleBetween = (a: Float32Array, b: Float32Array) => {
  const dot = a.reduce((sum, value, at) => sum + value * b[at]!, 0)
  return Math.acos(Math.min(1, dot / (lengthOf(a) * lengthOf(b))))
}

describe('noise of a seed', () => {
  it('is standard normal', () => {
    const noise = seededNoise(
      7,
      Array.from({ length: 1000 }, (_, row) => row),
      50,
    )
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length
    const moment = (power: number) => noise.reduce((sum, value) => sum + (value - mean) ** power, 0) / noise.length
    // Five standard errors of each, for 50,000 numbers.
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(noise.length))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / noise.length))
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / noise.length))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / noise.length))
  })

  it('is the same for a row wherever that stands, and another for another seed or row', () => {
    const whole = seededNoise(3, [0, 1, 2, 3], 5)
    expect(seededNoise(3, [2], 5)).toEqual(whole.slice(10, 15))
    expect(seededNoise(4, [2], 5)).not.toEqual(whole.slice(10, 15))
    expect(whole.slice(0, 5)).not.toEqual(whole.slice(5, 10))
  })
})

describe('an arc', () => {
  it('goes from one point to another by equal angles, its length evenly', () => {
    const [from, to] = [Float32Array.of(2, 0, 0), Float32Array.of(0, 4, 0)]
    const points = arc(from, to, 5)
    const at = (step: number) => points.subarray(step * 3, step * 3 + 3)
    expect([...at(0)]).toEqual([2, 0, 0])
    expect(at(4)[1]).toBeCloseTo(4, 5)
    for (let step = 1; step < 5; step++) {
      expect(angleBetween(at(step - 1), at(step))).toBeCloseTo(Math.PI / 8, 5)
      expect(lengthOf(at(step))).toBeCloseTo(2 + step / 2, 5)
    }
  })

  it('is a line between points in one direction, or where one has none', () => {
    expect([...arc(Float32Array.of(1, 1), Float32Array.of(3, 3), 3)]).toEqual([1, 1, 2, 2, 3, 3])
    expect([...arc(Float32Array.of(0, 0), Float32Array.of(2, 4), 3)]).toEqual([0, 0, 1, 2, 2, 4])
  })
})
