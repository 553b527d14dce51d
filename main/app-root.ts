/** Where the app's own files (locales, samples, migrations) are: from source, from the bundle and from a packaged app alike. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder of the nearest package.json, upward from `from`.
 * @throws Error if there is none: then the app was taken apart, and nothing in it can work.
 */
export function findAppRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`No package.json in ${from} or any folder above it.`)
  }
}

/**
 * The root of those of the app's files that a packaged app keeps beside its archive: files that are opened by
 * native code, which does not see into the archive. From source it is the root itself.
 */
export function unpackedRoot(appRoot: string): string {
  return appRoot.replace(/app\.asar$/, 'app.asar.unpacked')
}
