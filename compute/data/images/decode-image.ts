/**
 * Decodes pictures: PNG, JPEG, WebP, BMP, TIFF and the first frame of a GIF, upright by their EXIF tag, 8 bits a channel.
 *
 * The size in a file's header is looked at before anything is decoded, so a file that claims to be enormous costs nothing.
 */
import { FastResizeFilter, JsColorType, ResizeFit, Transformer } from '@napi-rs/image'
import { imageSize } from 'image-size'
import { GifReader } from 'omggif'
import type { ImageShape } from '../../spec/image-model.ts'
import { glanceOf } from './glance.ts'

/** Pictures of more pixels are refused: decoded, they would take some hundred megabytes. */
export const mostPixels = 100_000_000

/** What is known of a picture without its pixels. */
export interface ImageFacts {
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for colour. Transparency counts for neither. */
  readonly channels: 1 | 3
  /** Mean of all channels, 0 for black to 1 for white. */
  readonly brightness: number
  /** See glance.ts. */
  readonly glance: Uint8Array
}

/** How a decoder lays its numbers out: bytes of each, channels of colour, and whether one of transparency follows. */
const layouts = {
  [JsColorType.L8]: { bytes: 1, colours: 1, alpha: false },
  [JsColorType.La8]: { bytes: 1, colours: 1, alpha: true },
  [JsColorType.Rgb8]: { bytes: 1, colours: 3, alpha: false },
  [JsColorType.Rgba8]: { bytes: 1, colours: 3, alpha: true },
  [JsColorType.L16]: { bytes: 2, colours: 1, alpha: false },
  [JsColorType.La16]: { bytes: 2, colours: 1, alpha: true },
  [JsColorType.Rgb16]: { bytes: 2, colours: 3, alpha: false },
  [JsColorType.Rgba16]: { bytes: 2, colours: 3, alpha: true },
  [JsColorType.Rgb32F]: { bytes: 4, colours: 3, alpha: false },
  [JsColorType.Rgba32F]: { bytes: 4, colours: 3, alpha: true },
} as const satisfies Record<JsColorType, { bytes: 1 | 2 | 4; colours: 1 | 3; alpha: boolean }>

/** A decoded picture, upright, with what was transparent shown white, as on paper. */
interface Decoded {
  readonly width: number
  readonly height: number
  readonly colours: 1 | 3
  /** Height × width × colours, from 0 to 255. */
  readonly pixels: Uint8Array
}

function opened(file: Uint8Array): Transformer {
  const { width, height, type } = imageSize(file)
  if (width * height > mostPixels) throw new Error(`${width} × ${height} pixels are more than ${mostPixels}`)
  if (type === 'jpg') assertWhole(file)
  if (type !== 'gif') return new Transformer(file)
  const gif = new GifReader(Buffer.from(file))
  const pixels = new Uint8Array(gif.width * gif.height * 4)
  gif.decodeAndBlitFrameRGBA(0, pixels)
  return Transformer.fromRgbaPixels(pixels, gif.width, gif.height)
}

/** The decoder fills what a cut JPEG lacks with grey; its last scan has to come to its end marker. */
function assertWhole(file: Uint8Array): void {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const end = bytes.lastIndexOf(Buffer.of(0xff, 0xd9))
  if (end < bytes.lastIndexOf(Buffer.of(0xff, 0xda))) throw new Error('the file ends in the middle of the picture')
}

/** A width and a height. */
type Size = Pick<Decoded, 'width' | 'height'>

/** Decodes a picture, at its own size or at the one that is made of it. */
async function decoded(file: Uint8Array, sizeOf: (own: Size) => Size = (own) => own): Promise<Decoded> {
  const picture = opened(file)
  const { width, height, colorType, orientation = 1 } = await picture.metadata(true)
  const { bytes, colours, alpha } = layouts[colorType]
  // From orientation 5 on, the picture lies on its side.
  const own = orientation >= 5 ? { width: height, height: width } : { width, height }
  const size = sizeOf(own)
  const stays = size.width === own.width && size.height === own.height
  // Most pictures have nothing to be flattened: all of it happens outside of this thread.
  if (!stays && bytes === 1 && !alpha) {
    return scaled(picture.rotate(), size, colours)
  }
  const whole = { ...own, colours, pixels: flat(await picture.rotate().rawPixels(), bytes, colours, alpha) }
  return stays ? whole : scaled(withOpacity(whole), size, colours)
}

async function scaled(picture: Transformer, size: Size, colours: 1 | 3): Promise<Decoded> {
  const resize = { ...size, fit: ResizeFit.Fill, filter: FastResizeFilter.Lanczos3 }
  // Whatever it was before, the result has red, green, blue and opacity.
  const raw = await picture.fastResize(resize).rawPixels()
  const pixels = new Uint8Array(size.width * size.height * colours)
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = raw[Math.floor(index / colours) * 4 + (index % colours)]!
  }
  return { ...size, colours, pixels }
}

/** 8 bits a colour, without transparency. */
function flat(raw: Buffer, bytes: 1 | 2 | 4, colours: number, alpha: boolean): Uint8Array {
  if (bytes === 1 && !alpha) return raw
  const numbers = raw.length / bytes
  const at =
    bytes === 1
      ? (index: number) => raw[index]!
      : bytes === 2
        ? (index: number) => raw.readUInt16LE(index * 2) / 257
        : (index: number) => Math.min(1, Math.max(0, raw.readFloatLE(index * 4))) * 255
  const each = colours + (alpha ? 1 : 0)
  const pixels = new Uint8Array((numbers / each) * colours)
  for (let index = 0; index < pixels.length; index++) {
    const first = Math.floor(index / colours) * each
    const opacity = alpha ? at(first + colours) / 255 : 1
    pixels[index] = Math.round(at(first + (index % colours)) * opacity + 255 * (1 - opacity))
  }
  return pixels
}

/** Decodes a picture whole. @throws Error with the decoder's reason for one that is broken, too large or none */
export async function imageFacts(file: Uint8Array): Promise<ImageFacts> {
  const picture = await decoded(file)
  const { width, height, colours } = picture
  const { glance, mean } = glanceOf(picture)
  return { width, height, channels: colours, brightness: mean / 255, glance }
}

/**
 * A picture at a model's size: scaled with Lanczos' filter until it covers it, then its middle (torchvision's Resize and
 * CenterCrop).
 *
 * @returns channels × height × width, from 0 to 255
 * @throws Error as imageFacts
 */
export async function imagePixels(file: Uint8Array, { channels, height, width }: ImageShape): Promise<Uint8Array> {
  const {
    pixels: data,
    colours,
    ...size
  } = await decoded(file, (own) => {
    const share = Math.max(width / own.width, height / own.height)
    const covering = (length: number, least: number) => Math.max(least, Math.round(length * share))
    return { width: covering(own.width, width), height: covering(own.height, height) }
  })
  const [left, top] = [(size.width - width) >> 1, (size.height - height) >> 1]
  const positions = height * width
  const pixels = new Uint8Array(channels * positions)
  for (let at = 0; at < positions; at++) {
    const row = top + Math.floor(at / width)
    const first = (row * size.width + left + (at % width)) * colours
    for (let channel = 0; channel < channels; channel++) {
      pixels[channel * positions + at] =
        channels === 1 && colours === 3 ? luma(data, first) : data[first + Math.min(channel, colours - 1)]!
    }
  }
  return pixels
}

/** Brightness of a colour by ITU-R BT.601, as Pillow and torchvision turn colour into grey. */
function luma(data: Uint8Array, at: number): number {
  return Math.round(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!)
}

function withOpacity({ width, height, colours, pixels }: Decoded): Transformer {
  const rgba = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[at * 4 + channel] = pixels[at * colours + Math.min(channel, colours - 1)]!
    }
    rgba[at * 4 + 3] = 255
  }
  return Transformer.fromRgbaPixels(rgba, width, height)
}

/** A small PNG of a picture to be looked at: whole, at most `side` pixels wide and high; small ones keep their pixels. */
export async function imagePreview(file: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const small = await decoded(file, ({ width, height }) => {
    const share = Math.min(1, side / Math.max(width, height))
    const within = (length: number) => Math.max(1, Math.round(length * share))
    return { width: within(width), height: within(height) }
  })
  return new Uint8Array(await withOpacity(small).png())
}

/** Grey pixels as a PNG. */
export async function greyPng(pixels: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  return withOpacity({ width, height, colours: 1, pixels }).grayscale().png()
}

/** Pixels as a model has them (channels × height × width, 0 to 255) as a PNG to be looked at. */
export async function pixelsPng(
  pixels: Uint8Array,
  { channels, height, width }: ImageShape,
): Promise<Uint8Array<ArrayBuffer>> {
  const positions = height * width
  const colours = channels === 1 ? 1 : 3
  const interleaved = Uint8Array.from(
    { length: colours * positions },
    (_, at) => pixels[(at % colours) * positions + Math.floor(at / colours)]!,
  )
  return new Uint8Array(await withOpacity({ width, height, colours, pixels: interleaved }).png())
}
