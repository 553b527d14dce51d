/** Windows of series that are changed at random: noise and scale by their definitions, on numbers alone, what is ahead along with them. */
import { describe, expect, it } from 'vitest'
import * as op from '../../../../compute/graph/ops.ts'
import { augmentSeries, type WindowForm } from '../../../../compute/nn/series-augmentation.ts'
import type { SeriesAugmentation } from '../../../../compute/spec/series-augmentation.ts'
import { changedRows } from '../../../../compute/train/augmented-rows.ts'

/** Steps of two numbers and a category; of the last step, which is ahead, the second number is known. */
const [steps, width, horizon, rows] = [6, 3, 2, 3000] as const
const each = steps * width
const numbers = Float32Array.from({ length: each }, (_, at) => (at % width === 2 || at === each - width ? 0 : 1))
const form: WindowForm = { steps, width, numbers, level: -0.5 }
const windows = Float32Array.from({ length: rows * (each + horizon) }, (_, at) => ((at * 7) % 11) / 5 - 1)

async function changed(augmentation: SeriesAugmentation, seed = 1) {
  const { past, ahead } = await changedRows(
    windows,
    rows,
    (both, training) => {
      const [x, y] = op.split(both, 1, [each, horizon])
      const next = augmentSeries(x!, y!, form, augmentation, training)
      return { past: next.x, ahead: next.y }
    },
    seed,
  )
  return { past: [...past], ahead: [...ahead] }
}

const before = {
  past: [...windows].filter((_, at) => at % (each + horizon) < each),
  ahead: [...windows].filter((_, at) => at % (each + horizon) >= each),
}

function spread(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) }
}

describe('windows of series', () => {
  it('stay as they are where nothing is to be done', async () => {
    expect(await changed({ jitter: 0, scaling: 0 })).toEqual(before)
  })

  it('get normal noise of the given deviation on each of their numbers, and none on anything else', async () => {
    const { past, ahead } = await changed({ jitter: 0.3, scaling: 0 })
    expect(ahead).toEqual(before.ahead)
    const noise = past.map((value, at) => value - before.past[at]!)
    expect(noise.filter((value, at) => numbers[at % each] === 0 && value !== 0)).toEqual([])
    const own = noise.filter((_, at) => numbers[at % each] === 1)
    const { mean, deviation } = spread(own)
    // Four standard errors.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.3) / Math.sqrt(own.length))
    expect(Math.abs(deviation / 0.3 - 1)).toBeLessThan(4 / Math.sqrt(2 * own.length))
    // Noise at one step says nothing of that at the next.
    const pairs = own.slice(1).map((value, at) => value * own[at]!)
    expect(Math.abs(spread(pairs).mean)).toBeLessThan((4 * 0.09) / Math.sqrt(own.length))
  })

  it('are multiplied by one factor for each column, and what is ahead by its own column’s, from where it is counted', async () => {
    const { past, ahead } = await changed({ jitter: 0, scaling: 0.2 })
    const factors: number[] = []
    for (let row = 0; row < rows; row++) {
      const of = (column: number) => {
        const places = Array.from({ length: steps }, (_, step) => row * each + step * width + column)
        return places
          .filter((at) => numbers[at % each] === 1 && Math.abs(before.past[at]!) > 0.1)
          .map((at) => past[at]! / before.past[at]!)
      }
      const [target, other] = [of(0), of(1)]
      for (const own of [target, other]) for (const factor of own) expect(factor).toBeCloseTo(own[0]!, 3)
      expect(Math.abs(target[0]! - other[0]!)).toBeGreaterThan(1e-7)
      for (let at = row * horizon; at < (row + 1) * horizon; at++)
        expect(ahead[at]).toBeCloseTo((before.ahead[at]! + 0.5) * target[0]! - 0.5, 3)
      factors.push(target[0]!)
    }
    const { mean, deviation } = spread(factors)
    expect(Math.abs(mean - 1)).toBeLessThan((4 * 0.2) / Math.sqrt(rows))
    expect(Math.abs(deviation / 0.2 - 1)).toBeLessThan(4 / Math.sqrt(2 * rows))
    expect(past.filter((value, at) => numbers[at % each] === 0 && value !== before.past[at])).toEqual([])
  })

  it('follow from the seed', async () => {
    const both = { jitter: 0.1, scaling: 0.1 }
    expect(await changed(both, 4)).toEqual(await changed(both, 4))
    expect(await changed(both, 5)).not.toEqual(await changed(both, 4))
  })
})
