/** Writes small files so that after a crash there is the old content or the new one, never half of it. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

let written = 0

/** Replaces the content of a file: to a temporary name beside it, flushed, renamed. */
export async function writeAtomically(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}-${++written}.writing`
  try {
    const handle = await open(temporary, 'w')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
