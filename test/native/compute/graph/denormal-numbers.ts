/** What becomes of denormal numbers in a session, for the tests of it. */
import * as op from '../../../../compute/graph/ops.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'

/** The share of many denormal numbers that become zero when they are doubled with so many native threads. */
export async function shareOfZeros(threads: number): Promise<number> {
  const size = 1 << 20
  const x = inputValue('x', 'float32', [size])
  const session = await createSession(writeModel({ name: 'double', inputs: [x], outputs: { y: op.mul(x, 2) } }), {
    threads,
  })
  const { y } = await session.run({ x: tensor('float32', new Float32Array(size).fill(1e-40)) })
  await session.release()
  if (y?.dtype !== 'float32') throw new TypeError('no float32')
  return y.data.reduce((zeros, value) => zeros + (value === 0 ? 1 : 0), 0) / size
}
