/** The pictures in a folder and the folders in it. Links are not followed: they may lead out of it. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import { folderLabel, isImageName, mostImages, withoutSoleClass } from './found-images.ts'
import type { FoundImage, OpenedImages } from './found-images.ts'

/** Finds the pictures in the order of their names. @throws StudioError images-too-many */
export async function folderImages(folder: string): Promise<OpenedImages> {
  const images: FoundImage[] = []
  let [otherFiles, bytes] = [0, 0]
  const visit = async (inside: string): Promise<void> => {
    const entries = await readdir(join(folder, inside), { withFileTypes: true })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const file = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.isDirectory() && !entry.name.startsWith('.')) await visit(file)
      if (!entry.isFile()) continue
      if (!isImageName(file)) {
        otherFiles++
        continue
      }
      const path = join(folder, file)
      bytes += (await stat(path)).size
      images.push({ file, label: folderLabel(file), read: () => readFile(path) })
      if (images.length > mostImages) throw new StudioError('images-too-many', { path: folder, limit: mostImages })
    }
  }
  await visit('')
  const labelled = withoutSoleClass(images)
  const labelsFrom = labelled.some(({ label }) => label !== null) ? 'folders' : 'none'
  return { kind: 'folder', images: labelled, labelsFrom, otherFiles, bytes, close: () => undefined }
}
