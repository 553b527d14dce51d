/** A fingerprint of files and folders, so that work whose inputs have not changed is not done twice. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Options of contentHash. */
export interface HashOptions {
  /** Paths relative to the root, with forward slashes, that are left out together with all below them. */
  readonly except?: readonly string[]
  /** Anything else that the result depends on. */
  readonly also?: string
}

/** Hashes names and contents of the given files and folders (relative to `root`); what does not exist counts as empty. */
export async function contentHash(root: string, paths: readonly string[], options: HashOptions = {}): Promise<string> {
  const except = new Set(options.except ?? [])
  const hash = createHash('sha256').update(options.also ?? '')
  for (const path of paths) {
    for (const file of await filesBelow(root, join(root, path), except)) {
      hash.update(`\0${file}\0`).update(await readFile(join(root, file)))
    }
  }
  return hash.digest('hex')
}

async function filesBelow(root: string, path: string, except: ReadonlySet<string>): Promise<readonly string[]> {
  const name = relative(root, path).split(sep).join('/')
  if (except.has(name)) return []
  try {
    const entries = await readdir(path)
    const below = await Promise.all(entries.sort().map((entry) => filesBelow(root, join(path, entry), except)))
    return below.flat()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOTDIR') return [name]
    if (code === 'ENOENT') return []
    throw error
  }
}
