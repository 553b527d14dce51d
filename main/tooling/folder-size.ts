/** How much a folder holds. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes in the files of a folder and below. Files may come and go meanwhile. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => null)
    return found?.size ?? 0
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
