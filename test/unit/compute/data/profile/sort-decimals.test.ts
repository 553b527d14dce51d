import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sortDecimals } from '../../../../../compute/data/profile/sort-decimals.ts'

const { signal } = new AbortController()

it('sorts numbers of few decimals, whole numbers and dates as any sort does, NaN last', async () => {
  const kind = fc.constantFrom(1, 0.1, 0.01, 0.001, 1e-6, 1e6, 86_400e6)
  const whole = fc.option(fc.integer({ min: -2_000_000, max: 2_000_000 }), { nil: NaN })
  await fc.assert(
    fc.asyncProperty(kind, fc.array(whole, { minLength: 1, maxLength: 3000 }), async (unit, numbers) => {
      // As texts say them: 0.1 · 3 is another number than 0.3.
      const places = Math.max(0, Math.round(-Math.log10(unit)))
      const values = Float64Array.from(numbers, (number) => Number((number * unit).toFixed(places)) + 0)
      const expected = values.slice().sort()
      expect(await sortDecimals(values, signal)).toBe(numbers.some((number) => !Number.isNaN(number)))
      expect(Array.from(values)).toEqual(Array.from(expected))
    }),
    { numRuns: 200 },
  )
})

it('leaves numbers of many decimals, and those that are far apart, to another sort', async () => {
  for (const numbers of [
    [Math.PI, 1],
    [1e300, 1],
    [2 ** 53, -(2 ** 53)],
    [0.1 + 0.2, 0.5],
    [NaN, NaN],
  ]) {
    const values = Float64Array.from(numbers)
    expect(await sortDecimals(values, signal)).toBe(false)
    expect(Array.from(values)).toEqual(numbers)
  }
})

it('stops when it is cancelled', async () => {
  const cancelled = AbortSignal.abort()
  await expect(sortDecimals(Float64Array.of(2, 1), cancelled)).rejects.toMatchObject({ code: 'cancelled' })
})
