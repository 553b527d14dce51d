import { describe, expect, it } from 'vitest'
import { dropVanished } from '../../../../compute/train/vanished-numbers.ts'

describe('numbers that have all but vanished', () => {
  it('become zero, of either sign; the smallest normal number, NaN and infinity stay', () => {
    const smallest = 2 ** -126
    const kept = [0, 1, -1, smallest, -smallest, Infinity, Number.NaN]
    const part = new Float32Array([9, 1e-40, -1e-44, smallest / 2, ...kept, 9]).subarray(1, 4 + kept.length)
    dropVanished(new Map([['a', part]]))
    expect(Array.from(part)).toEqual([0, 0, 0, ...kept])
    expect(Object.is(part[1], 0)).toBe(true)
  })
})
