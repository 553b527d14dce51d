/** Where the repository is, and where things go that can be made again: everything in the cache folder may be deleted. */
import { isAbsolute, join, resolve } from 'node:path'
import { findAppRoot } from '../app-root.ts'

/** The repository's root folder. */
export const repositoryRoot = findAppRoot(import.meta.dirname)

/**
 * Where the Electron runtime, the built SQLite binary and the like are kept between runs: `.cache` in the repository,
 * or MODELWRIGHT_CACHE, which several clones may share.
 */
export function cacheFolder(): string {
  const chosen = process.env['MODELWRIGHT_CACHE']
  if (chosen === undefined || chosen === '') return join(repositoryRoot, '.cache')
  return isAbsolute(chosen) ? chosen : resolve(repositoryRoot, chosen)
}
