/**
 * Pictures at a glance: 9 × 8 grey pixels, each the mean of a part of the picture. By these, pictures that look alike are found.
 * They are made when a picture is imported, since it is decoded then.
 */
import type { Media } from '../../spec/dataset.ts'
import { derivedFile, derivedRecords, type DerivingOptions } from '../files/derived-records.ts'
import type { RecordFile } from '../rows/record-file.ts'

/** The size of a glance. */
export const glanceImage = { channels: 1, height: 8, width: 9 } as const
export const glanceNumbers = glanceImage.height * glanceImage.width

/** Stands behind the files' fingerprint in the name of the glances' file. */
const name = 'glances.pixels'

/** The file's place inside the project folder. */
export const glanceFile = (media: Pick<Media, 'sha256'>): string => derivedFile(media, name)

interface Picture {
  readonly width: number
  readonly height: number
  readonly colours: 1 | 3
  /** Height × width × colours, from 0 to 255. */
  readonly pixels: Uint8Array
}

/** A picture's glance, and the mean of all its numbers, from 0 to 255. */
export function glanceOf({ width, height, colours, pixels }: Picture): {
  readonly glance: Uint8Array
  readonly mean: number
} {
  const sums = new Float64Array(glanceNumbers)
  const counts = new Float64Array(glanceNumbers)
  const columns = Uint8Array.from({ length: width }, (_, x) => Math.floor((x * glanceImage.width) / width))
  let [total, at] = [0, 0]
  for (let y = 0; y < height; y++) {
    const first = Math.floor((y * glanceImage.height) / height) * glanceImage.width
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let colour = 0; colour < colours; colour++) sum += pixels[at++]!
      total += sum
      sums[first + columns[x]!]! += sum
      counts[first + columns[x]!]!++
    }
  }
  const mean = total / Math.max(1, pixels.length)
  // Of a picture smaller than its glance some parts have no pixel of their own: they are taken from the nearest.
  const partOf = (part: number) => {
    const [row, column] = [Math.floor(part / glanceImage.width), part % glanceImage.width]
    const y = Math.min(height - 1, Math.floor(((row + 0.5) * height) / glanceImage.height))
    const x = Math.min(width - 1, Math.floor(((column + 0.5) * width) / glanceImage.width))
    let sum = 0
    for (let colour = 0; colour < colours; colour++) sum += pixels[(y * width + x) * colours + colour]!
    return sum
  }
  const glance = Uint8Array.from(sums, (sum, part) =>
    Math.round(counts[part]! === 0 ? partOf(part) / colours : sum / counts[part]! / colours),
  )
  return { glance, mean }
}

/**
 * The glances of a dataset's pictures, made first where there are none yet.
 * @param recordOf makes a glance of a picture's file
 * @throws StudioError image-unreadable, and as derivedRecords
 */
export function readGlances(
  projectFolder: string,
  media: Media,
  recordOf: (content: Uint8Array) => Promise<Uint8Array>,
  options: DerivingOptions = {},
): Promise<RecordFile> {
  const form = { name, width: glanceNumbers, type: 'uint8', atOnce: 8, unreadable: 'image-unreadable' } as const
  return derivedRecords(projectFolder, media, { ...form, recordOf }, options)
}
