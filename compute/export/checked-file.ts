/** A file that only gets its name once it has passed a check. */
import { open, rename, rm } from 'node:fs/promises'
import { writingError } from './writing-error.ts'

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes the file at a temporary name beside its own, flushed, checks it there, and renames it. Gives what the check gives.
 *
 * @throws StudioError `disk-full`, `folder-read-only`, and what the check throws. The file under the temporary name is removed
 *   then, and what was at `path` is untouched.
 */
export async function writeChecked<T>(
  path: string,
  bytes: Uint8Array,
  check: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = `${path}.${process.pid}.writing`
  try {
    await writeFlushed(temporary, bytes)
    const result = await check(temporary)
    await rename(temporary, path)
    return result
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw writingError(error, path)
  }
}
