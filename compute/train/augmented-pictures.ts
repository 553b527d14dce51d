/** Augmentation outside of a training: what it makes of some pictures, to be looked at. */
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import { tensor } from '../graph/tensor.ts'
import { inputValue } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { augmentPictures } from '../nn/picture-augmentation.ts'
import type { Augmentation } from '../spec/augmentation.ts'
import { imageNumbers, type ImageShape } from '../spec/image-model.ts'
import { randomBits } from '../spec/random.ts'

/** Standardised pictures, count × (channels × height × width), each changed by chance that follows from the seed. */
export async function augmentedPictures(
  pictures: Float32Array,
  image: ImageShape,
  augmentation: Augmentation,
  seed: number,
): Promise<Float32Array> {
  const each = imageNumbers(image)
  const count = pictures.length / each
  const x = inputValue('x', 'float32', [count, each])
  const keys = inputValue('keys', 'uint32', [2])
  let drawn = 0
  const training = {
    batchSize: count,
    randomKey: () => op.slice(keys, { axis: 0, start: drawn, end: ++drawn }),
    updateBuffer: () => undefined,
  }
  const changed = augmentPictures(x, image, augmentation, training)
  const session = await createSession(writeModel({ inputs: [x, keys], outputs: { changed } }), { threads: 1 })
  try {
    const feeds = {
      x: tensor('float32', pictures, [count, each]),
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
