/** Which pictures are large enough for which network: the spec says so before anything is built. */
import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { type CnnDesign, cnnSpecSchema } from '../../../../compute/spec/image-model.ts'

const free = { activation: 'relu', normalization: 'batch', dropout: 0 } as const
const plain = (stages: number): CnnDesign => ({
  kind: 'plain',
  ...free,
  channels: Array<number>(stages).fill(4),
  convolutions: 1,
  pooling: 'max',
  hidden: [],
})
const designs: readonly CnnDesign[] = [
  { kind: 'article' },
  plain(1),
  plain(2),
  plain(3),
  { kind: 'residual', ...free, channels: [4, 8, 16], blocks: 1 },
]

describe('a convolutional network', () => {
  it.each(designs)('is a valid spec just where it can be built: $kind $channels', (design) => {
    for (let side = 1; side <= 20; side++) {
      const image = { channels: 1, height: side, width: 20 }
      const valid = cnnSpecSchema.safeParse({ family: 'cnn', image, design })
      const build = () => buildModel({ family: 'cnn', image, design }, side * 20, 2)
      if (valid.success) expect(build).not.toThrow()
      else {
        expect(build).toThrow()
        expect(valid.error.issues[0]?.path).toEqual(['design'])
      }
    }
  })
})
