/** Pictures that a model made as 8-bit numbers, as PNG files, and several of them side by side on a sheet. */
import { Transformer } from '@napi-rs/image'
import { imageNumbers, type ImageShape } from '../../spec/image-model.ts'

/** Numbers from `least` to `most` as bytes from 0 to 255, rounded; what lies outside is held at the ends. */
export function toBytes(values: Float32Array, [least, most]: readonly [number, number]): Uint8Array {
  const factor = 255 / (most - least)
  return Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round((value - least) * factor))))
}

export interface SheetOptions {
  readonly columns: number
  /** Each pixel of a picture as so many of the sheet, in both directions. */
  readonly scale?: number
}

/** Pixels between two pictures of a sheet, before it is scaled: they are transparent. */
const gap = 1

/**
 * Pictures (each channels × height × width) row by row on one sheet, as a PNG.
 * @param pixels one picture after the other
 */
export async function sheetPng(
  pixels: Uint8Array,
  image: ImageShape,
  { columns, scale = 1 }: SheetOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const each = imageNumbers(image)
  const count = pixels.length / each
  const across = Math.min(columns, count)
  const [cellWidth, cellHeight] = [image.width + gap, image.height + gap]
  const width = (across * cellWidth - gap) * scale
  const height = (Math.ceil(count / across) * cellHeight - gap) * scale
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    const [row, inRow] = placeIn(Math.floor(y / scale), cellHeight)
    for (let x = 0; x < width; x++) {
      const [column, inColumn] = placeIn(Math.floor(x / scale), cellWidth)
      const picture = row * across + column
      if (picture >= count || inRow >= image.height || inColumn >= image.width) continue
      paint(rgba, (y * width + x) * 4, pixels, picture * each + inRow * image.width + inColumn, image)
    }
  }
  return new Uint8Array(await Transformer.fromRgbaPixels(rgba, width, height).png())
}

const placeIn = (at: number, cell: number) => [Math.floor(at / cell), at % cell] as const

/** One pixel: grey goes into all three colours. */
function paint(rgba: Uint8Array, at: number, pixels: Uint8Array, from: number, image: ImageShape): void {
  const positions = image.height * image.width
  for (let colour = 0; colour < 3; colour++) {
    rgba[at + colour] = pixels[from + Math.min(colour, image.channels - 1) * positions]!
  }
  rgba[at + 3] = 255
}

/** Each picture as a PNG of its own. */
export function picturePngs(pixels: Uint8Array, image: ImageShape): Promise<Uint8Array<ArrayBuffer>[]> {
  const each = imageNumbers(image)
  const count = pixels.length / each
  return Promise.all(
    Array.from({ length: count }, (_, at) =>
      sheetPng(pixels.subarray(at * each, (at + 1) * each), image, { columns: 1 }),
    ),
  )
}
