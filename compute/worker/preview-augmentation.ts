/** What augmentation makes of a dataset's pictures: a few of them as the model would see them, each in several ways. */
import { join } from 'node:path'
import { imagePixels, pixelsPng } from '../data/images/decode-image.ts'
import { openPack } from '../data/images/image-pack.ts'
import { encodePicture } from '../data/preprocess/encode.ts'
import { channelStatistics } from '../data/preprocess/fit-image.ts'
import type { Augmentation, AugmentationPreview } from '../spec/augmentation.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import { imageNumbers, type ImageShape } from '../spec/image-model.ts'
import { augmentedPictures } from '../train/augmented-pictures.ts'

/** Pictures that are shown, from all over the dataset, and ways of each. */
const shown = 4
const ways = 5
/** Pictures that the mean and the deviation of the pixels are taken from; a training takes all of its own. */
const measured = 48

export interface AugmentationQuestion {
  readonly image: ImageShape
  readonly augmentation: Augmentation
  readonly seed: number
}

/** See the file's head. @throws StudioError `bad-request` for a dataset without pictures, `file-not-readable` */
export async function previewAugmentation(
  projectFolder: string,
  { media }: Pick<ImportedTable, 'media'>,
  { image, augmentation, seed }: AugmentationQuestion,
): Promise<AugmentationPreview> {
  if (media === undefined) throw new StudioError('bad-request', { message: 'a dataset without pictures' })
  const { files, pixels } = await somePictures(join(projectFolder, media.file), image)
  const statistics = channelStatistics(image)
  for (const picture of pixels) statistics.add(picture)
  const feature = { kind: 'image', column: media.column, image, ...statistics.end() } as const

  const each = imageNumbers(image)
  const count = Math.min(shown, pixels.length)
  const standardised = new Float32Array(count * ways * each)
  for (let at = 0; at < count * ways; at++) {
    encodePicture(pixels[Math.floor(at / ways)]!, feature, standardised.subarray(at * each, (at + 1) * each))
  }
  const changed = await augmentedPictures(standardised, image, augmentation, seed)
  const positions = image.height * image.width
  const backToPixels = (at: number) =>
    Uint8Array.from(changed.subarray(at * each, (at + 1) * each), (value, index) => {
      const channel = Math.floor(index / positions)
      return Math.max(0, Math.min(255, Math.round(value / feature.scale[channel]! + feature.mean[channel]!)))
    })
  const pictures = pixels.slice(0, count).map(async (original, picture) => ({
    file: files[picture]!,
    original: await pixelsPng(original, image),
    changed: await Promise.all(
      Array.from({ length: ways }, (_, way) => pixelsPng(backToPixels(picture * ways + way), image)),
    ),
  }))
  return { pictures: await Promise.all(pictures) }
}

/** The shown ones first. */
async function somePictures(path: string, image: ImageShape) {
  const pack = await openPack(path).catch((error: unknown) => {
    throw new StudioError('file-not-readable', { file: path, path }, { cause: error })
  })
  try {
    const { length } = pack.files
    const spread = (count: number) => Array.from({ length: count }, (_, at) => Math.floor((at * length) / count))
    const rows = [...new Set([...spread(Math.min(shown, length)), ...spread(Math.min(measured, length))])]
    const pixels = await Promise.all(rows.map(async (row) => imagePixels(await pack.read(row), image)))
    return { files: rows.map((row) => pack.files[row]!), pixels }
  } finally {
    pack.close()
  }
}
