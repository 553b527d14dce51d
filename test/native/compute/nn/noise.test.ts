/** Noise: that it is what it is said to be, number by number, and that it is normal and without pattern. */
import { describe, expect, it } from 'vitest'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { standardNormal } from '../../../../compute/nn/noise.ts'
import { randomBits } from '../../../../compute/spec/random.ts'
import recorded from '../../../fixtures/engine/noise.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

/** Noise of a key for so many rows of a batch that may have more. */
async function draw(key: number, rows: number, width: number, mostRows = rows): Promise<Float32Array> {
  const batch = inputValue('batch', 'float32', ['rows', 1])
  const keyValue = inputValue('key', 'uint32', [1])
  const { noise } = await runGraph(
    [batch, keyValue],
    { noise: standardNormal(batch, mostRows, width, keyValue) },
    { batch: tensor('float32', new Float32Array(rows), [rows, 1]), key: tensor('uint32', Uint32Array.of(key)) },
  )
  return numbersOf(noise)
}

const mean = (values: Float32Array, of: (value: number, index: number) => number) =>
  values.reduce((sum, value, index) => sum + of(value, index), 0) / values.length

describe('noise', () => {
  it('is the numbers that its definition gives when it is worked out elsewhere', async () => {
    for (const { key, noise } of recorded.cases) {
      const [rows = 0, width = 0] = noise.shape
      expectAllClose(await draw(key, rows, width), noise.data, { relative: 1e-5, absolute: 2e-6 }, `key ${key}`)
    }
    for (const { seed, substream, index, bits } of recorded.keys)
      expect(randomBits(seed, 'noise', substream, index)).toBe(bits)
  })

  it('of a row is the same in a smaller batch, and other for another key', async () => {
    const whole = await draw(7, 40, 5)
    expect(await draw(7, 9, 5, 40)).toEqual(whole.slice(0, 45))
    const other = await draw(8, 40, 5)
    expect(whole.filter((value, index) => value === other[index])).toHaveLength(0)
  })

  it('has the moments of a normal distribution, and no correlation between neighbours', async () => {
    const width = 250
    const noise = await draw(12345, 4000, width)
    expect(Math.abs(mean(noise, (value) => value))).toBeLessThan(0.004)
    expect(mean(noise, (value) => value ** 2)).toBeCloseTo(1, 2)
    expect(Math.abs(mean(noise, (value) => value ** 3))).toBeLessThan(0.015)
    expect(Math.abs(mean(noise, (value) => value ** 4) - 3)).toBeLessThan(0.03)
    for (const distance of [1, 2, width / 2, width, 2 * width, width + 1])
      expect(Math.abs(mean(noise, (value, at) => value * (noise[at + distance] ?? 0))), `${distance}`).toBeLessThan(
        0.004,
      )
  })
})
