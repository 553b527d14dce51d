import { describe, expect, it } from 'vitest'
import { randomBits, randomUnit, shuffleInPlace } from '../../../../compute/spec/random.ts'

describe('random numbers', () => {
  it('are the same for the same place, on every machine', () => {
    expect([0, 1, 2].map((index) => randomBits(1, 'split', 0, index))).toEqual([686672143, 568080162, 2058167804])
  })

  it('differ by seed, stream, substream and index', () => {
    const draws = [
      randomBits(1, 'split', 0, 0),
      randomBits(2, 'split', 0, 0),
      randomBits(1, 'batchOrder', 0, 0),
      randomBits(1, 'split', 1, 0),
      randomBits(1, 'split', 0, 1),
    ]
    expect(new Set(draws).size).toBe(draws.length)
  })

  it('are uniform and uncorrelated between neighbours, as far as 200,000 draws can show', () => {
    const count = 200_000
    const draws = Float64Array.from({ length: count }, (_, index) => randomUnit(7, 'split', 3, index))
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / count
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / count
    const covariance =
      draws.reduce((sum, draw, at) => sum + (draw - mean) * ((draws[at + 1] ?? mean) - mean), 0) / count
    // Four standard errors of each.
    expect(Math.abs(mean - 0.5)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(count))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan((4 * Math.sqrt(1 / 180)) / Math.sqrt(count))
    expect(Math.abs(covariance / variance)).toBeLessThan(4 / Math.sqrt(count))
  })
})

describe('shuffleInPlace', () => {
  it('makes each order equally often', () => {
    const seen = new Map<string, number>()
    for (let seed = 0; seed < 6000; seed++) {
      const items = Uint32Array.from([0, 1, 2])
      shuffleInPlace(items, seed, 'split', 0)
      seen.set(items.join(), (seen.get(items.join()) ?? 0) + 1)
    }
    expect(seen.size).toBe(6)
    // Chi-squared with five degrees of freedom is under 20.5 in 999 of 1000 cases.
    const chiSquared = [...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chiSquared).toBeLessThan(20.5)
  })
})
