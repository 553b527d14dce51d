/** What augmentation makes of a dataset's pictures or recordings: a few of them as the model would see them, each in several ways. */
import type { z } from 'zod'
import { readClip } from '../data/audio/clip.ts'
import { createSpectrumMaker } from '../data/audio/spectra.ts'
import { spectrumPng } from '../data/audio/spectrogram.ts'
import { type FilesDataset, filesOfRows } from '../data/files/file-page.ts'
import { imagePixels, pixelsPng } from '../data/images/decode-image.ts'
import { encodeRecord } from '../data/preprocess/encode.ts'
import { channelStatistics } from '../data/preprocess/fit-files.ts'
import type { RecordNumbers } from '../data/rows/record-file.ts'
import { asTexts } from '../data/split/column-texts.ts'
import type { TableReader } from '../data/table-reader.ts'
import { augmentPictures } from '../nn/picture-augmentation.ts'
import { mixPictures } from '../nn/picture-mixing.ts'
import { augmentSounds } from '../nn/sound-augmentation.ts'
import type { Augmentation, AugmentationPreview } from '../spec/augmentation.ts'
import type { ImageShape } from '../spec/image-model.ts'
import type { mixedClassesSchema } from '../spec/picture-mixing.ts'
import { type Sound, soundImage } from '../spec/sound.ts'
import type { SoundAugmentation } from '../spec/sound-augmentation.ts'
import { changedRows, type RowChange } from '../train/augmented-rows.ts'
import { createKept } from './kept.ts'

/** Files that are shown, from all over the dataset, and ways of each. */
const shown = 4
const ways = 5
/** Files that the mean and the deviation of the numbers are taken from; a training takes all of its own. */
const measured = 48

export type AugmentationQuestion = { readonly seed: number } & (
  | {
      readonly image: ImageShape
      readonly augmentation: Augmentation
      /** The column with the pictures' classes, where they are to be mixed; null for none. */
      readonly target: string | null
    }
  | { readonly sound: Sound; readonly soundAugmentation: SoundAugmentation }
)

/** What becomes of rows; where they are mixed, the share that each one's partner has of it. */
type Change = RowChange<'changed'> | RowChange<'changed' | 'shares'>

/** How files are seen and changed. */
interface Seen {
  /** Channels of pictures, bands of spectra; and the numbers of each. */
  readonly channels: number
  readonly positions: number
  readonly read: (content: Uint8Array) => Promise<RecordNumbers>
  readonly change: (scales: Scales) => Change
  readonly png: (record: Float32Array) => Promise<Uint8Array<ArrayBuffer>>
  readonly release: () => Promise<void>
}

type Scales = ReturnType<ReturnType<typeof channelStatistics>['end']>

export type PreviewAugmentation = (
  dataset: FilesDataset,
  question: AugmentationQuestion,
) => Promise<AugmentationPreview>

/**
 * See the file's head. The files that were decoded last are kept: a person moves one amount after the other.
 * @throws StudioError `bad-request` for a dataset without files, `file-not-readable`
 */
export function createAugmentationPreviews(): PreviewAugmentation {
  const kept = createKept<SomeFiles>()
  return async (dataset, question) => {
    const seen = 'image' in question ? asPictures(question) : await asSounds(question)
    const view = 'image' in question ? question.image : question.sound
    const key = JSON.stringify([dataset.projectFolder, dataset.table.fingerprint, view])
    try {
      const some = await kept.of(key, () => someFiles(dataset, seen))
      const target = 'image' in question && question.augmentation.mixing !== null ? question.target : null
      const classes = target === null ? null : await classesOf(dataset.reader, target, some.rows.slice(0, shown))
      return await preview(some, seen, classes, question.seed)
    } finally {
      await seen.release()
    }
  }
}

/** What some rows are of. */
async function classesOf(reader: TableReader, target: string, rows: readonly number[]): Promise<readonly string[]> {
  const values = (await reader.columns([target])).columns.get(target)
  if (values === undefined) return rows.map(() => '')
  const { codes, dictionary } = asTexts(values)
  return rows.map((row) => dictionary[codes[row] ?? -1] ?? '')
}

async function preview(
  { files, records }: SomeFiles,
  seen: Seen,
  classes: readonly string[] | null,
  seed: number,
): Promise<AugmentationPreview> {
  const { channels, positions } = seen
  const statistics = channelStatistics(channels, positions)
  for (const record of records) statistics.add(record)
  const scales = statistics.end()
  const each = channels * positions
  const count = Math.min(shown, records.length)
  // All files in one way, then in the next: what stands before a file is another one, with which it is mixed.
  const place = (file: number, way: number) => way * count + file
  const standardised = new Float32Array(count * ways * each)
  for (let at = 0; at < count * ways; at++) {
    encodeRecord(records[at % count]!, scales, standardised.subarray(at * each, (at + 1) * each))
  }
  const change: RowChange<string> = seen.change(scales)
  const { changed = standardised, shares } = await changedRows(standardised, count * ways, change, seed)
  const turnedBack = (at: number) =>
    changed.slice(at * each, (at + 1) * each).map((value, index) => {
      const channel = Math.floor(index / positions)
      return value / scales.scale[channel]! + scales.mean[channel]!
    })
  const everyWay = <T>(make: (way: number) => T) => Array.from({ length: ways }, (_, way) => make(way))
  const pictures = records.slice(0, count).map(async (original, file) => ({
    file: files[file]!,
    original: await seen.png(Float32Array.from(original)),
    changed: await Promise.all(everyWay((way) => seen.png(turnedBack(place(file, way))))),
    ...(shares === undefined || classes === null
      ? {}
      : {
          mixed: everyWay((way) => {
            const own = classes[file] ?? ''
            return mixedClasses(own, classes.at(file - 1) ?? own, shares[place(file, way)] ?? 0)
          }),
        }),
  }))
  return { pictures: await Promise.all(pictures) }
}

/** What a mixture is of, the larger share first. @param share the partner's */
function mixedClasses(own: string, partner: string, share: number): z.infer<typeof mixedClassesSchema> {
  if (own === partner || share === 0) return [{ label: own, share: 1 }]
  const both = [
    { label: own, share: 1 - share },
    { label: partner, share },
  ]
  return both.filter((each) => each.share > 0).sort((a, b) => b.share - a.share)
}

function asPictures({ image, augmentation, target }: Extract<AugmentationQuestion, { image: ImageShape }>): Seen {
  return {
    channels: image.channels,
    positions: image.height * image.width,
    read: (content) => imagePixels(content, image),
    change: () => (x, training) => {
      const changed = augmentPictures(x, image, augmentation, training)
      if (augmentation.mixing === null || target === null) return { changed }
      const mixed = mixPictures(changed, image, augmentation.mixing, training)
      return { changed: mixed.x, shares: mixed.share }
    },
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
    change: (scales) => (x, training) => ({
      changed: augmentSounds(x, { sound, ...scales }, soundAugmentation, training),
    }),
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
  readonly rows: readonly number[]
  readonly files: readonly string[]
  readonly records: readonly RecordNumbers[]
}

/** The shown ones first. */
async function someFiles(dataset: FilesDataset, { channels, positions, read }: Seen): Promise<SomeFiles> {
  const { rows: length } = dataset.reader
  const spread = (count: number) => Array.from({ length: count }, (_, at) => Math.floor((at * length) / count))
  const rows = [...new Set([...spread(Math.min(shown, length)), ...spread(Math.min(measured, length))])]
  const found = await filesOfRows(dataset, rows, async ({ file }, content) => ({ file, record: await read(content) }))
  if (found.some(({ record }) => record.length !== channels * positions)) throw new Error('records of another size')
  return { rows, files: found.map(({ file }) => file), records: found.map(({ record }) => record) }
}
