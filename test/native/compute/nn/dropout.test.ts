/** Dropout's masks: their statistics, and that they depend on (seed, step, layer) alone. */
import { describe, expect, it } from 'vitest'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { dropoutMask } from '../../../../compute/nn/dropout.ts'
import { randomBits } from '../../../../compute/spec/random.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const [rows, columns] = [256, 512]

async function maskMaker(probability: number) {
  const x = inputValue('x', 'float32', ['batch', columns])
  const key = inputValue('key', 'uint32', [1])
  const training = { batchSize: rows, randomKey: () => key, updateBuffer: () => undefined }
  const session = await sessionOf([x, key], { mask: dropoutMask(x, probability, training) })
  return {
    mask: async (step: number, count = rows, layer = 0, seed = 3) => {
      const bits = Uint32Array.of(randomBits(seed, 'dropout', layer, step))
      const feeds = {
        x: tensor('float32', new Float32Array(count * columns), [count, columns]),
        key: tensor('uint32', bits),
      }
      return numbersOf((await session.run(feeds))['mask'])
    },
    release: () => session.release(),
  }
}

/** Correlation of two equally long lists of numbers. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const [da, db] = [a[index]! - meanA, b[index]! - meanB]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return ab / Math.sqrt(aa * bb)
}

/** No correlation of so many pairs should be further from 0 than this: five standard errors. */
const chance = (pairs: number) => 5 / Math.sqrt(pairs)

describe('a dropout mask', () => {
  it('of more axes is that of rows and columns, wherever the axis of the batch is, and made in one piece or row by row', async () => {
    const key = inputValue('key', 'uint32', [1])
    const training = { batchSize: 5, randomKey: () => key, updateBuffer: () => undefined }
    const shapes = { flat: ['batch', 16_384], steps: [64, 'batch', 256], heads: ['batch', 4, 64, 64] } as const
    const inputs = Object.entries(shapes).map(([name, shape]) => inputValue(name, 'float32', shape))
    const masks = inputs.map((x) => dropoutMask(x, 0.3, training))
    const [flat, steps, heads] = masks as [Value, Value, Value]
    const sizes = (shape: readonly (number | string)[]) => shape.map((dim) => (dim === 'batch' ? 3 : Number(dim)))
    const feeds = Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        tensor('float32', new Float32Array(3 * 16_384), sizes(shape)),
      ]),
    )
    const session = await sessionOf([...inputs, key], {
      flatMask: flat,
      stepMask: op.transpose(steps, [1, 0, 2]),
      headMask: heads,
    })
    const results = await session.run({ ...feeds, key: tensor('uint32', Uint32Array.of(77)) })
    await session.release()
    expect(numbersOf(results['stepMask'])).toEqual(numbersOf(results['flatMask']))
    expect(numbersOf(results['headMask'])).toEqual(numbersOf(results['flatMask']))
  })

  it.each([0.05, 0.2, 0.5, 0.9])('drops a share of %f and scales the rest up', async (probability) => {
    const maker = await maskMaker(probability)
    const mask = await maker.mask(1)
    await maker.release()
    const kept = 1 / (1 - probability)
    expect(mask.every((value) => value === 0 || Math.abs(value - kept) < 1e-6)).toBe(true)
    const dropped = mask.reduce((count, value) => count + (value === 0 ? 1 : 0), 0) / mask.length
    const deviation = Math.sqrt((probability * (1 - probability)) / mask.length)
    expect(Math.abs(dropped - probability)).toBeLessThan(5 * deviation)
  })

  it('is without pattern along rows, columns, rectangles, and from step to step and layer to layer', async () => {
    const maker = await maskMaker(0.5)
    const mask = await maker.mask(1)
    const [nextStep, otherLayer, otherSeed] = [
      await maker.mask(2),
      await maker.mask(1, rows, 1),
      await maker.mask(1, rows, 0, 4),
    ]
    await maker.release()
    for (const lag of [1, 2, 7, 64, columns, columns + 1, 16 * columns]) {
      const pairs = mask.length - lag
      expect(Math.abs(correlation(mask.subarray(0, pairs), mask.subarray(lag))), `lag ${lag}`).toBeLessThan(
        chance(pairs),
      )
    }
    for (const other of [nextStep, otherLayer, otherSeed]) {
      expect(Math.abs(correlation(mask, other))).toBeLessThan(chance(mask.length))
    }
    // Row and column numbers meet in an xor, in which the corners of a rectangle cancel out: the rounds after it must hide that.
    const corners: [number[], number[]] = [[], []]
    const sign = (row: number, column: number) => (mask[row * columns + column]! > 0 ? 1 : -1)
    for (let row = 0; row + 1 < rows; row += 2) {
      for (let column = 0; column + 1 < columns; column += 2) {
        corners[0].push(sign(row, column) * sign(row, column + 1))
        corners[1].push(sign(row + 1, column) * sign(row + 1, column + 1))
      }
    }
    expect(Math.abs(correlation(...corners))).toBeLessThan(chance(corners[0].length))
    const counts = Array.from({ length: columns }, (_, column) => {
      let kept = 0
      for (let row = 0; row < rows; row++) kept += sign(row, column) > 0 ? 1 : 0
      return kept
    })
    // Each column keeps a binomial number of rows: mean 128, deviation 8.
    const variance = counts.reduce((sum, kept) => sum + (kept - rows / 2) ** 2, 0) / columns
    expect(variance).toBeGreaterThan(64 * 0.75)
    expect(variance).toBeLessThan(64 * 1.3)
  })

  it('is the same for the same seed, step and layer, also in a smaller batch', async () => {
    const maker = await maskMaker(0.3)
    const mask = await maker.mask(5)
    expect(await maker.mask(5)).toEqual(mask)
    expect(await maker.mask(5, 9)).toEqual(mask.subarray(0, 9 * columns))
    await maker.release()
  })
})
