/** How many bytes a disk still takes. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Of the disk that a folder is on, or will be on where there is none yet. Null where the system doesn't say. */
export async function freeRoom(folder: string): Promise<number | null> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await statfs(path).catch(() => null)
    if (found !== null) return found.bavail * found.bsize
    if (dirname(path) === path) return null
  }
}
