/** Fits an image column: each channel's mean and deviation over all pixels of the training rows. */
import type { ImageShape } from '../../spec/image-model.ts'
import type { Pixels } from '../column-values.ts'
import type { ImageFeature } from './encode.ts'
import { type BlockOptions, eachPictureBlock } from './picture-blocks.ts'

type Standardisation = Pick<ImageFeature, 'mean' | 'scale'>

/** Takes in pictures (channels × height × width each, 0 to 255), and says at last what standardises their channels. */
export function channelStatistics({ channels, height, width }: ImageShape) {
  const positions = height * width
  // Sums of whole numbers, which doubles hold exactly: they don't depend on the order.
  const sums = new Float64Array(channels)
  const squares = new Float64Array(channels)
  let count = 0
  return {
    add(pictures: Uint8Array): void {
      for (let first = 0, channel = 0; first < pictures.length; first += positions) {
        let [sum, square] = [0, 0]
        for (let at = first; at < first + positions; at++) {
          const value = pictures[at]!
          sum += value
          square += value * value
        }
        sums[channel]! += sum
        squares[channel]! += square
        channel = (channel + 1) % channels
      }
      count += pictures.length / channels
    },
    end(): Standardisation {
      const ofChannels = Array.from(sums, (sum, channel) => {
        const mean = sum / Math.max(1, count)
        const variance = squares[channel]! / Math.max(1, count) - mean * mean
        return { mean: Math.fround(mean), scale: Math.fround(variance > 0 ? 1 / Math.sqrt(variance) : 1) }
      })
      return { mean: ofChannels.map(({ mean }) => mean), scale: ofChannels.map(({ scale }) => scale) }
    },
  }
}

/** @throws StudioError file-not-readable, cancelled */
export async function fitImage(
  column: string,
  pixels: Pixels,
  trainRows: Uint32Array,
  options?: BlockOptions,
): Promise<ImageFeature> {
  const statistics = channelStatistics(pixels.image)
  await eachPictureBlock(pixels, trainRows, (pictures) => statistics.add(pictures), options)
  return { kind: 'image', column, image: pixels.image, ...statistics.end() }
}
