/**
 * A dataset's pictures at one size, as raw numbers in the order of its rows: made once for each size, kept in the project.
 *
 * Records of channels × height × width bytes without a header; the name says the size.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import { imageNumbers, type ImageShape } from '../../spec/image-model.ts'
import type { Pixels } from '../column-values.ts'
import { writeRecords } from '../rows/record-file.ts'
import { datasetsFolder, folderError } from '../storage/work-folder.ts'
import { imagePixels } from './decode-image.ts'
import { openPack } from './image-pack.ts'
import { imagesAtOnce, inParallel } from './in-parallel.ts'

export interface PixelOptions {
  readonly signal?: AbortSignal | undefined
  /** Told the share of the pictures that are decoded. */
  readonly onProgress?: (fraction: number) => void
}

/** The file's place for a size, inside the project folder. */
export function pixelFile({ sha256 }: Media, { channels, height, width }: ImageShape): string {
  return `${datasetsFolder}/${sha256}-${channels}x${height}x${width}.pixels`
}

/**
 * All pictures at a size, decoded first where that was not done before.
 * @throws StudioError file-not-readable, image-unreadable, disk-full, cancelled
 */
export async function readPixels(
  projectFolder: string,
  media: Media,
  image: ImageShape,
  options: PixelOptions = {},
): Promise<Pixels> {
  const path = join(projectFolder, pixelFile(media, image))
  const width = imageNumbers(image)
  const sizeOf = () => stat(path).then(({ size }) => size)
  let size = await sizeOf().catch(() => 0)
  if (size === 0 || size % width !== 0) {
    await writePixels(join(projectFolder, media.file), image, path, options).catch((error: unknown) => {
      throw folderError(error, projectFolder)
    })
    size = await sizeOf()
  }
  return { image, records: { path, rows: size / width, width, type: 'uint8' } }
}

async function writePixels(packPath: string, image: ImageShape, path: string, options: PixelOptions): Promise<void> {
  const pack = await openPack(packPath).catch((error: unknown) => {
    throw new StudioError('file-not-readable', { file: packPath, path: packPath }, { cause: error })
  })
  try {
    await writeRecords(path, (append) =>
      inParallel(
        pack.files,
        imagesAtOnce,
        async (name, row) => {
          try {
            return await imagePixels(await pack.read(row), image)
          } catch (error) {
            throw new StudioError('image-unreadable', { file: name, row: row + 1 }, { cause: error })
          }
        },
        async (pixels, row) => {
          if (options.signal?.aborted === true) throw new StudioError('cancelled')
          await append(pixels)
          options.onProgress?.((row + 1) / pack.files.length)
        },
      ),
    )
  } finally {
    pack.close()
  }
}
