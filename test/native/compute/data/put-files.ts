/** Small collections of files for imports. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes files by their paths inside a folder; folders are made as they are needed. */
export async function putFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true })
    await writeFile(join(folder, file), content)
  }
}
