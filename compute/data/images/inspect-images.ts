/** A first look at pictures that may be imported: how many of which classes, and what some look like. */
import type { ImageInspection } from '../../spec/image-source.ts'
import { inspectFiles } from '../files/inspect-files.ts'
import { imagePreview } from './decode-image.ts'

/** The longer side of pictures that are shown, in pixels. */
export const previewSide = 128

/** Looks at names, and at a few files. @throws StudioError as findFiles */
export function inspectImages(path: string): Promise<ImageInspection> {
  return inspectFiles(path, 'image', async (found) => ({
    file: found.file,
    label: found.label,
    picture: await imagePreview(await found.read(), previewSide),
  }))
}
