/** Fits a column of files: the mean and deviation of each channel of pictures, and of each band of recordings, over the training rows. */
import type { Pixels, Spectra } from '../column-values.ts'
import type { RecordNumbers } from '../rows/record-file.ts'
import type { FileFeature } from './input-layout.ts'
import { type BlockOptions, eachRecordBlock } from './record-blocks.ts'

type Standardisation = Pick<FileFeature, 'mean' | 'scale'>

/**
 * Takes in records of channels one after the other, and says at last what standardises them.
 * @param positions numbers of a channel
 */
export function channelStatistics(channels: number, positions: number) {
  // Of pictures, sums of whole numbers, which doubles hold exactly: they don't depend on the order.
  const sums = new Float64Array(channels)
  const squares = new Float64Array(channels)
  let count = 0
  return {
    add(records: RecordNumbers): void {
      for (let first = 0, channel = 0; first < records.length; first += positions) {
        let [sum, square] = [0, 0]
        for (let at = first; at < first + positions; at++) {
          const value = records[at]!
          sum += value
          square += value * value
        }
        sums[channel]! += sum
        squares[channel]! += square
        channel = (channel + 1) % channels
      }
      count += records.length / channels
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

/** How many channels a file's record has: those of a picture, or the bands of a spectrum. */
const channelsOf = (files: Pixels | Spectra): number =>
  'image' in files ? files.image.channels : (files.sound.coefficients ?? files.sound.bands)

/** @throws StudioError file-not-readable, cancelled */
export async function fitFiles(
  column: string,
  files: Pixels | Spectra,
  trainRows: Uint32Array,
  options?: BlockOptions,
): Promise<FileFeature> {
  const channels = channelsOf(files)
  const statistics = channelStatistics(channels, files.records.width / channels)
  await eachRecordBlock(files.records, trainRows, (records) => statistics.add(records), options)
  const standardisation = statistics.end()
  return 'image' in files
    ? { kind: 'image', column, image: files.image, ...standardisation }
    : { kind: 'audio', column, sound: files.sound, ...standardisation }
}
