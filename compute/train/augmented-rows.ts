/** Augmentation outside of a training: what it makes of some pictures or recordings, to be looked at. */
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import { tensor } from '../graph/tensor.ts'
import { inputValue } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { randomBits } from '../spec/random.ts'
import type { BatchWork } from './batch-gradients.ts'

/** Rows as a model gets them, count × numbers, each changed by chance that follows from the seed. */
export async function augmentedRows(
  rows: Float32Array,
  count: number,
  augment: NonNullable<BatchWork['augment']>,
  seed: number,
): Promise<Float32Array> {
  const each = rows.length / count
  const x = inputValue('x', 'float32', [count, each])
  const keys = inputValue('keys', 'uint32', [2])
  let drawn = 0
  const training = {
    batchSize: count,
    randomKey: () => op.slice(keys, { axis: 0, start: drawn, end: ++drawn }),
    updateBuffer: () => undefined,
  }
  const changed = augment(x, training)
  const session = await createSession(writeModel({ inputs: [x, keys], outputs: { changed } }), { threads: 1 })
  try {
    const feeds = {
      x: tensor('float32', rows, [count, each]),
      keys: tensor(
        'uint32',
        Uint32Array.from([0, 1], (draw) => randomBits(seed, 'dropout', 0, draw)),
      ),
    }
    const result = (await session.run(feeds))['changed']
    if (!(result?.data instanceof Float32Array)) throw new Error('augmentation gave no numbers')
    return result.data
  } finally {
    await session.release()
  }
}
