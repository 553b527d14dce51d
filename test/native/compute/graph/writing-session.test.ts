/** Sessions that write their outputs where the caller wants them. */
import { describe, expect, it } from 'vitest'
import * as op from '../../../../compute/graph/ops.ts'
import { createWritingSession } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'

const x = inputValue('x', 'float32', ['rows', 2])
const file = writeModel({ inputs: [x], outputs: { doubled: op.add(x, x), squared: op.mul(x, x) } })
const placeFor = (values: number) => tensor('float32', new Float32Array(values), [values / 2, 2])

describe('a session that writes its outputs', () => {
  it('writes each into its place, over what is in it, run after run', async () => {
    const session = await createWritingSession(file, { threads: 1 })
    const [doubled, squared] = [placeFor(4), placeFor(4)]
    for (const first of [1, 5]) {
      const given = Float32Array.of(first, 2, 3, 4)
      await session.write({ x: tensor('float32', given, [2, 2]) }, { doubled, squared })
      expect([...doubled.data]).toEqual([2 * first, 4, 6, 8])
      expect([...squared.data]).toEqual([first * first, 4, 9, 16])
    }
    await session.release()
  })

  it('fails where the graph does, and where a place has another shape', async () => {
    const session = await createWritingSession(file, { threads: 1 })
    const given = { x: tensor('float32', new Float32Array(4), [2, 2]) }
    await expect(session.write({}, { doubled: placeFor(4), squared: placeFor(4) })).rejects.toThrow(/x/)
    await expect(session.write(given, { doubled: placeFor(6), squared: placeFor(4) })).rejects.toThrow(/shape/i)
    await session.release()
  })

  it('takes no memory for its outputs', async () => {
    const rows = 1 << 20
    const session = await createWritingSession(file, { threads: 1 })
    const given = { x: tensor('float32', new Float32Array(2 * rows), [rows, 2]) }
    const places = { doubled: placeFor(2 * rows), squared: placeFor(2 * rows) }
    await session.write(given, places)
    const before = process.memoryUsage().arrayBuffers
    await session.write(given, places)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6)
    await session.release()
  })
})
