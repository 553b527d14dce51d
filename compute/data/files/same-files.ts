/** Whether the files of a source are still those that a dataset was made of, whatever their dates say. */
import type { Media } from '../../spec/dataset.ts'
import { filesHash } from './file-pack.ts'
import type { FoundFiles } from './found-files.ts'
import { openMedia } from './open-media.ts'

/** Reads all files that the dataset has, and none else. @throws StudioError where the project's own file is gone */
export async function sameFiles(projectFolder: string, media: Media, found: FoundFiles): Promise<boolean> {
  const names = await fileNames(projectFolder, media)
  const byName = new Map(found.files.map((file) => [file.file, file]))
  const hash = filesHash()
  for (const name of names) {
    const content = await byName
      .get(name)
      ?.read()
      .catch(() => null)
    if (content === null || content === undefined) return false
    hash.add(name, content)
  }
  return hash.end() === media.sha256
}

async function fileNames(projectFolder: string, media: Media): Promise<readonly string[]> {
  const pack = await openMedia(projectFolder, media)
  pack.close()
  return pack.files
}
