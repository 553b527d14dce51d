/** What augmentation makes of a dataset's pictures or recordings: a few of them as the model would see them, each in several ways. */
import { readClip } from '../data/audio/clip.ts'
import { createSpectrumMaker } from '../data/audio/spectra.ts'
import { spectrumPng } from '../data/audio/spectrogram.ts'
import type { Pack } from '../data/files/file-pack.ts'
import { openMedia } from '../data/files/open-media.ts'
import { imagePixels, pixelsPng } from '../data/images/decode-image.ts'
import { encodeRecord } from '../data/preprocess/encode.ts'
import { channelStatistics } from '../data/preprocess/fit-files.ts'
import type { RecordNumbers } from '../data/rows/record-file.ts'
import { augmentPictures } from '../nn/picture-augmentation.ts'
import { augmentSounds } from '../nn/sound-augmentation.ts'
import type { Augmentation, AugmentationPreview } from '../spec/augmentation.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { ImageShape } from '../spec/image-model.ts'
import { type Sound, soundImage } from '../spec/sound.ts'
import type { SoundAugmentation } from '../spec/sound-augmentation.ts'
import { augmentedRows } from '../train/augmented-rows.ts'
import type { BatchWork } from '../train/batch-gradients.ts'
import { createKept } from './kept.ts'

/** Files that are shown, from all over the dataset, and ways of each. */
const shown = 4
const ways = 5
/** Files that the mean and the deviation of the numbers are taken from; a training takes all of its own. */
const measured = 48

export type AugmentationQuestion = { readonly seed: number } & (
  | { readonly image: ImageShape; readonly augmentation: Augmentation }
  | { readonly sound: Sound; readonly soundAugmentation: SoundAugmentation }
)

/** How files are seen and changed. */
interface Seen {
  /** Channels of pictures, bands of spectra; and the numbers of each. */
  readonly channels: number
  readonly positions: number
  readonly read: (content: Uint8Array) => Promise<RecordNumbers>
  readonly augment: (scales: Scales) => NonNullable<BatchWork['augment']>
  readonly png: (record: Float32Array) => Promise<Uint8Array<ArrayBuffer>>
  readonly release: () => Promise<void>
}

type Scales = ReturnType<ReturnType<typeof channelStatistics>['end']>

export type PreviewAugmentation = (
  projectFolder: string,
  table: Pick<ImportedTable, 'media'>,
  question: AugmentationQuestion,
) => Promise<AugmentationPreview>

/**
 * See the file's head. The files that were decoded last are kept: a person moves one amount after the other.
 * @throws StudioError `bad-request` for a dataset without files, `file-not-readable`
 */
export function createAugmentationPreviews(): PreviewAugmentation {
  const kept = createKept<SomeFiles>()
  return async (projectFolder, { media }, question) => {
    if (media === undefined) throw new StudioError('bad-request', { message: 'a dataset without files' })
    const seen = 'image' in question ? asPictures(question) : await asSounds(question)
    const key = JSON.stringify([projectFolder, media.sha256, 'image' in question ? question.image : question.sound])
    try {
      return await preview(
        await kept.of(key, () => someFiles(() => openMedia(projectFolder, media), seen)),
        seen,
        question.seed,
      )
    } finally {
      await seen.release()
    }
  }
}

async function preview({ files, records }: SomeFiles, seen: Seen, seed: number): Promise<AugmentationPreview> {
  const { channels, positions } = seen
  const statistics = channelStatistics(channels, positions)
  for (const record of records) statistics.add(record)
  const scales = statistics.end()
  const each = channels * positions
  const count = Math.min(shown, records.length)
  const standardised = new Float32Array(count * ways * each)
  for (let at = 0; at < count * ways; at++) {
    encodeRecord(records[Math.floor(at / ways)]!, scales, standardised.subarray(at * each, (at + 1) * each))
  }
  const changed = await augmentedRows(standardised, count * ways, seen.augment(scales), seed)
  const turnedBack = (at: number) =>
    changed.slice(at * each, (at + 1) * each).map((value, index) => {
      const channel = Math.floor(index / positions)
      return value / scales.scale[channel]! + scales.mean[channel]!
    })
  const pictures = records.slice(0, count).map(async (original, file) => ({
    file: files[file]!,
    original: await seen.png(Float32Array.from(original)),
    changed: await Promise.all(Array.from({ length: ways }, (_, way) => seen.png(turnedBack(file * ways + way)))),
  }))
  return { pictures: await Promise.all(pictures) }
}

function asPictures({ image, augmentation }: Extract<AugmentationQuestion, { image: ImageShape }>): Seen {
  return {
    channels: image.channels,
    positions: image.height * image.width,
    read: (content) => imagePixels(content, image),
    augment: () => (x, training) => augmentPictures(x, image, augmentation, training),
    png: (record) =>
      pixelsPng(
        Uint8Array.from(record, (value) => Math.max(0, Math.min(255, Math.round(value)))),
        image,
      ),
    release: () => Promise.resolve(),
  }
}

async function asSounds({ sound, soundAugmentation }: Extract<AugmentationQuestion, { sound: Sound }>): Promise<Seen> {
  const maker = await createSpectrumMaker(sound)
  const image = soundImage(sound)
  return {
    channels: image.height,
    positions: image.width,
    read: async (content) => maker.make(await readClip(content, sound)),
    augment: (scales) => (x, training) => augmentSounds(x, { sound, ...scales }, soundAugmentation, training),
    png: (record) =>
      spectrumPng(
        record,
        image,
        record.reduce((most, value) => Math.max(most, value), -Infinity),
      ),
    release: () => maker.release(),
  }
}

interface SomeFiles {
  readonly files: readonly string[]
  readonly records: readonly RecordNumbers[]
}

/** The shown ones first. */
async function someFiles(open: () => Promise<Pack>, { channels, positions, read }: Seen): Promise<SomeFiles> {
  const pack = await open()
  try {
    const { length } = pack.files
    const spread = (count: number) => Array.from({ length: count }, (_, at) => Math.floor((at * length) / count))
    const rows = [...new Set([...spread(Math.min(shown, length)), ...spread(Math.min(measured, length))])]
    const records = await Promise.all(rows.map(async (row) => read(await pack.read(row))))
    if (records.some((record) => record.length !== channels * positions)) throw new Error('records of another size')
    return { files: rows.map((row) => pack.files[row]!), records }
  } finally {
    pack.close()
  }
}
