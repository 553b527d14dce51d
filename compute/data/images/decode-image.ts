/**
 * Decodes pictures: PNG, JPEG, WebP, GIF (its first frame) and TIFF, upright by their EXIF tag, in sRGB, 8 bits a channel.
 *
 * Limits hold before anything is decoded, so a file that claims to be enormous costs nothing.
 */
import sharp, { type Sharp } from 'sharp'
import type { ImageShape } from '../../spec/image-model.ts'

/** Pictures of more pixels are refused: decoded, they would take a gigabyte. */
export const mostPixels = 100_000_000

/** What is known of a picture without its pixels. */
export interface ImageFacts {
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for colour. Transparency counts for neither. */
  readonly channels: 1 | 3
  /** Mean of all channels, 0 for black to 1 for white. */
  readonly brightness: number
}

const reading = { limitInputPixels: mostPixels, failOn: 'truncated', animated: false, sequentialRead: true } as const

/** Opens a picture. What is transparent shows white, as it would on paper. */
function upright(file: Uint8Array): Sharp {
  return sharp(file, reading).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb')
}

/** Decodes a picture whole. @throws Error with the decoder's reason for one that is broken, too large or none */
export async function imageFacts(file: Uint8Array): Promise<ImageFacts> {
  const { space, autoOrient } = await sharp(file, reading).metadata()
  const { channels } = await upright(file).stats()
  const means = channels.slice(0, 3).map(({ mean }) => mean)
  return {
    width: autoOrient.width,
    height: autoOrient.height,
    channels: space === 'b-w' || space === 'grey16' ? 1 : 3,
    brightness: means.reduce((sum, mean) => sum + mean, 0) / means.length / 255,
  }
}

/**
 * A picture at a model's size: its middle, as large as its form allows, scaled with Lanczos' filter.
 *
 * @returns channels × height × width, from 0 to 255
 * @throws Error as imageFacts
 */
export async function imagePixels(file: Uint8Array, { channels, height, width }: ImageShape): Promise<Uint8Array> {
  const sized = upright(file).resize(width, height, { fit: 'cover' })
  const toned = channels === 1 ? sized.toColourspace('b-w') : sized
  const { data, info } = await toned.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const positions = height * width
  const pixels = new Uint8Array(channels * positions)
  for (let channel = 0; channel < channels; channel++) {
    // A grey picture has one channel, which stands for all.
    const from = Math.min(channel, info.channels - 1)
    for (let at = 0; at < positions; at++) pixels[channel * positions + at] = data[at * info.channels + from]!
  }
  return pixels
}

/** A small PNG of a picture to be looked at: whole, at most `side` pixels wide and high; small ones keep their pixels. */
export async function imagePreview(file: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const small = sharp(file, reading).autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true })
  return new Uint8Array(await small.png({ compressionLevel: 3 }).toBuffer())
}
