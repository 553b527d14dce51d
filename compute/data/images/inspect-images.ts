/** A first look at pictures that may be imported: how many of which classes, and what some look like. */
import type { ImageInspection } from '../../spec/image-source.ts'
import { imagePreview } from './decode-image.ts'
import { findImages } from './find-images.ts'
import type { FoundImage } from './found-images.ts'

/** Pictures that are shown, and their longer side in pixels. */
const shown = 24
export const previewSide = 128

/** Looks at names, and at a few files. @throws StudioError as findImages */
export async function inspectImages(path: string): Promise<ImageInspection> {
  const found = await findImages(path)
  try {
    const counts = new Map<string, number>()
    for (const { label } of found.images) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1)
    const classes = [...counts].map(([label, images]) => ({ label, images }))
    classes.sort((a, b) => b.images - a.images || (a.label < b.label ? -1 : 1))
    const samples = await Promise.all(spread(found.images, shown).map(sample))
    return {
      path: found.path,
      name: found.name,
      kind: found.kind,
      images: found.images.length,
      classes,
      labelsFrom: found.labelsFrom,
      samples: samples.filter((each) => each !== null),
      otherFiles: found.otherFiles,
      notices: [],
    }
  } finally {
    found.close()
  }
}

async function sample(image: FoundImage): Promise<ImageInspection['samples'][number] | null> {
  try {
    const picture = await imagePreview(await image.read(), previewSide)
    return { file: image.file, label: image.label, picture }
  } catch {
    // A broken picture is told of when it is imported.
    return null
  }
}

/** Some of all, at equal distances: names sort by class, so all classes have their share. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all]
  return Array.from({ length: count }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / count)]!)
}
