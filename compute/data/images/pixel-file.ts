/**
 * A dataset's pictures at one size, as raw numbers in the order of its rows: made once for each size, kept in the project.
 *
 * Records of channels × height × width bytes without a header; the name says the size.
 */
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import { imageNumbers, type ImageShape } from '../../spec/image-model.ts'
import type { JobProgress } from '../../spec/job.ts'
import type { Pixels } from '../column-values.ts'
import { datasetsFolder } from '../storage/work-folder.ts'
import { imagePixels } from './decode-image.ts'
import { openPack } from './image-pack.ts'
import { imagesAtOnce, inParallel } from './in-parallel.ts'

export interface PixelOptions {
  readonly signal?: AbortSignal
  onProgress?(progress: JobProgress): void
}

/** The file's place for a size, inside the project folder. */
export function pixelFile({ sha256 }: Media, { channels, height, width }: ImageShape): string {
  return `${datasetsFolder}/${sha256}-${channels}x${height}x${width}.pixels`
}

/**
 * Reads all pictures at a size, decoding them first where that was not done before.
 * @throws StudioError file-not-readable, image-unreadable, disk-full, cancelled
 */
export async function readPixels(
  projectFolder: string,
  media: Media,
  image: ImageShape,
  options: PixelOptions = {},
): Promise<Pixels> {
  const path = join(projectFolder, pixelFile(media, image))
  const values = await readFile(path).catch(() => null)
  if (values !== null && values.length % imageNumbers(image) === 0) return { image, values }
  await writePixels(join(projectFolder, media.file), image, path, options)
  return { image, values: await readFile(path) }
}

async function writePixels(packPath: string, image: ImageShape, path: string, options: PixelOptions): Promise<void> {
  const pack = await openPack(packPath).catch((error: unknown) => {
    throw new StudioError('file-not-readable', { file: packPath, path: packPath }, { cause: error })
  })
  const making = `${path}.${process.pid}.making`
  const file = await open(making, 'w')
  const started = performance.now()
  try {
    await inParallel(
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
        await file.write(pixels)
        const fraction = (row + 1) / pack.files.length
        const seconds = (performance.now() - started) / 1000
        options.onProgress?.({
          stage: 'preparing',
          fraction,
          secondsLeft: seconds > 1 ? (seconds * (1 - fraction)) / fraction : null,
        })
      },
    )
    await file.sync()
    await file.close()
    await rename(making, path)
  } finally {
    await file.close().catch(() => undefined)
    await rm(making, { force: true })
    pack.close()
  }
}
