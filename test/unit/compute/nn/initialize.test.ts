import { describe, expect, it } from 'vitest'
import { initialValues } from '../../../../compute/nn/initialize.ts'

const spec = { name: 'table', shape: [500, 20], decays: false }

function momentsOf(values: ArrayLike<number>) {
  const all = Array.from(values)
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  const central = (power: number) => all.reduce((sum, value) => sum + (value - mean) ** power, 0) / all.length
  return { mean, deviation: Math.sqrt(central(2)), kurtosis: central(4) / central(2) ** 2 }
}

describe('first values', () => {
  it('of a normal distribution have its moments, and follow from the seed and the parameter alone', () => {
    const normal = { ...spec, initializer: { kind: 'normal', deviation: 0.02 } } as const
    const values = initialValues(normal, 3, 7)
    const { mean, deviation, kurtosis } = momentsOf(values)
    // Five standard errors of each.
    expect(Math.abs(mean)).toBeLessThan((5 * 0.02) / Math.sqrt(10_000))
    expect(Math.abs(deviation / 0.02 - 1)).toBeLessThan(5 / Math.sqrt(2 * 10_000))
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / 10_000))
    expect(initialValues(normal, 3, 7)).toEqual(values)
    expect(initialValues(normal, 4, 7)).not.toEqual(values)
    expect(initialValues(normal, 3, 8)).not.toEqual(values)
  })

  it('are zeros in the row of the padding token, and in no other', () => {
    const values = initialValues({ ...spec, initializer: { kind: 'normal', deviation: 1, zeroRow: 2 } }, 0, 1)
    const zeros = [...values.keys()].filter((element) => values[element] === 0)
    expect(zeros).toEqual(Array.from({ length: 20 }, (_, column) => 40 + column))
  })
})
