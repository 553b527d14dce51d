/** Fits an image column: each channel's mean and deviation over all pixels of the training rows. */
import type { FittedFeature } from '../../spec/preprocessing.ts'
import type { Pixels } from '../column-values.ts'
import { type BlockOptions, eachPictureBlock } from './picture-blocks.ts'

/** @throws StudioError file-not-readable, cancelled */
export async function fitImage(
  column: string,
  pixels: Pixels,
  trainRows: Uint32Array,
  options?: BlockOptions,
): Promise<Extract<FittedFeature, { kind: 'image' }>> {
  const { image } = pixels
  const positions = image.height * image.width
  // Sums of whole numbers, which doubles hold exactly: they don't depend on the order.
  const sums = new Float64Array(image.channels)
  const squares = new Float64Array(image.channels)
  await eachPictureBlock(
    pixels,
    trainRows,
    (pictures) => {
      for (let first = 0, channel = 0; first < pictures.length; first += positions) {
        let [sum, square] = [0, 0]
        for (let at = first; at < first + positions; at++) {
          const value = pictures[at]!
          sum += value
          square += value * value
        }
        sums[channel]! += sum
        squares[channel]! += square
        channel = (channel + 1) % image.channels
      }
    },
    options,
  )
  const count = Math.max(1, trainRows.length * positions)
  const statistics = Array.from(sums, (sum, channel) => {
    const mean = sum / count
    const variance = squares[channel]! / count - mean * mean
    return { mean: Math.fround(mean), scale: Math.fround(variance > 0 ? 1 / Math.sqrt(variance) : 1) }
  })
  return {
    kind: 'image',
    column,
    image,
    mean: statistics.map(({ mean }) => mean),
    scale: statistics.map(({ scale }) => scale),
  }
}
