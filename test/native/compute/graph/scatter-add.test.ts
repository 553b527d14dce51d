/** Adding into rows by index: nothing is lost, however many threads add. */
import { describe, expect, it } from 'vitest'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

describe('adding rows at indices', () => {
  it.each([1, 2, 4])('adds all that belong to the same row, with %i threads', async (threads) => {
    const [count, width] = [4096, 64]
    const x = inputValue('x', 'float32', [3, width])
    const rows = inputValue('rows', 'int64', ['batch', 2])
    const updates = inputValue('updates', 'float32', ['batch', 2, width])
    const session = await sessionOf([x, rows, updates], { y: op.scatterAdd(x, rows, updates) }, threads)
    const feeds = {
      x: tensor('float32', new Float32Array(3 * width).fill(0.5), [3, width]),
      rows: tensor('int64', new BigInt64Array(count).fill(1n), [count / 2, 2]),
      updates: tensor('float32', new Float32Array(count * width).fill(1), [count / 2, 2, width]),
    }
    for (let time = 0; time < 10; time++) {
      const sums = numbersOf((await session.run(feeds))['y'])
      expect([...new Set(sums.subarray(width, 2 * width))]).toEqual([count + 0.5])
      expect([...new Set([...sums.subarray(0, width), ...sums.subarray(2 * width)])]).toEqual([0.5])
    }
    await session.release()
  })
})
