/** A dataset's pictures at one size, as raw numbers in the order of its rows: records of channels × height × width bytes. */
import type { Media } from '../../spec/dataset.ts'
import { imageNumbers, type ImageShape } from '../../spec/image-model.ts'
import type { Pixels } from '../column-values.ts'
import { derivedFile, derivedRecords, type DerivingOptions } from '../files/derived-records.ts'
import { imagePixels } from './decode-image.ts'
import { imagesAtOnce } from './import-images.ts'

const nameOf = ({ channels, height, width }: ImageShape) => `${channels}x${height}x${width}.pixels`

/** The file's place for a size, inside the project folder. */
export const pixelFile = (media: Media, image: ImageShape): string => derivedFile(media, nameOf(image))

/** All pictures at a size. @throws StudioError image-unreadable, and as derivedRecords */
export async function readPixels(
  projectFolder: string,
  media: Media,
  image: ImageShape,
  options: DerivingOptions = {},
): Promise<Pixels> {
  const derivation = {
    name: nameOf(image),
    width: imageNumbers(image),
    type: 'uint8',
    atOnce: imagesAtOnce,
    unreadable: 'image-unreadable',
    recordOf: (content: Uint8Array) => imagePixels(content, image),
  } as const
  return { image, records: await derivedRecords(projectFolder, media, derivation, options) }
}
