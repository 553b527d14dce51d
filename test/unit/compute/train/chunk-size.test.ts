import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChunkSize } from '../../../../compute/train/chunk-size.ts'

describe('the number of steps in a call', () => {
  it('settles so that a call takes 50 to 100 ms, for any speed, and never goes beyond what is left', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 40, noNaN: true }), (millisecondsPerStep) => {
        const chunk = createChunkSize(1000)
        expect(chunk.next(1e9)).toBe(1)
        for (let call = 0; call < 10; call++) {
          const steps = chunk.next(1e9)
          chunk.measured(steps, steps * millisecondsPerStep + 0.1)
        }
        const time = chunk.next(1e9) * millisecondsPerStep
        expect(time).toBeGreaterThan(37)
        expect(time).toBeLessThan(100)
        expect(chunk.next(3)).toBeLessThanOrEqual(3)
      }),
    )
  })

  it('is larger where the state is, but no call takes more than 400 ms', () => {
    const timeOf = (megabytes: number) => {
      const chunk = createChunkSize(megabytes * 1e6)
      for (let call = 0; call < 10; call++) {
        const steps = chunk.next(1e9)
        chunk.measured(steps, steps * 5)
      }
      return chunk.next(1e9) * 5
    }
    expect([0, 20, 1000].map(timeOf)).toEqual([75, 155, 400])
  })

  it('is one where a single step takes longer', () => {
    const chunk = createChunkSize(1000)
    chunk.measured(1, 400)
    expect(chunk.next(100)).toBe(1)
  })

  it('grows step by step from a slow beginning', () => {
    const chunk = createChunkSize(1000)
    chunk.measured(1, 0.001)
    expect(chunk.next(1e9)).toBe(16)
  })
})
