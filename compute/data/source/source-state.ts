/**
 * Whether what a dataset was imported from is still as it was then. Sizes and dates are looked at first; where only a date is
 * another, as after a copy or a restored backup, the contents are compared.
 */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { SourceState } from '../../spec/data-edit.ts'
import type { ImportedTable } from '../../spec/dataset.ts'
import { findFiles } from '../files/find-files.ts'
import { sameFiles } from '../files/same-files.ts'
import { findLeft } from '../left-data.ts'
import { openTextFolder } from '../text/text-files.ts'
import { hashSource } from './hash-source.ts'
import { openSource } from './source-file.ts'
import { withinTime } from './within-time.ts'

const unwatched = { signal: new AbortController().signal, onProgress: () => undefined }

export interface SeenSource {
  readonly state: SourceState
  /** The date by which the same content goes now. */
  readonly modifiedAt: number
}

/** See the file's head. */
export async function sourceState(projectFolder: string, table: ImportedTable): Promise<SeenSource> {
  const { source, media } = table
  const look = media === undefined ? lookAtFiles(projectFolder, table) : lookAtMedia(projectFolder, source, media)
  const now = await withinTime(source.path, look).catch(() => null)
  if (now === null) return { state: 'missing', modifiedAt: source.modifiedAt }
  const seen = (state: SourceState) => ({ state, modifiedAt: now.modifiedAt })
  if (now.bytes !== source.bytes) return seen('changed')
  // Dates that were kept without their fractions are compared without.
  if (Math.floor(now.modifiedAt) === Math.floor(source.modifiedAt)) return seen('same')
  const same = await now.hasSameContent().catch(() => false)
  return seen(same ? 'same' : 'changed')
}

interface Looked {
  readonly bytes: number
  readonly modifiedAt: number
  readonly hasSameContent: () => Promise<boolean>
}

async function lookAtFiles(projectFolder: string, table: ImportedTable): Promise<Looked> {
  const { source } = table
  const paths = [source.path, ...(source.furtherPaths ?? [])]
  const files = await Promise.all(paths.map(sourceAt))
  return {
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    modifiedAt: Math.max(...files.map(({ modifiedAt }) => modifiedAt)),
    hasSameContent: async () => {
      // Its values are read by their file's date: the new one is kept along with them.
      if (table.stays === true) return findLeft(projectFolder, table, source.path, unwatched).then(() => true)
      const sums: string[] = []
      for (const path of paths) sums.push(await hashSource(await openSource(path), unwatched.signal, () => undefined))
      const hash = createHash('sha256')
      for (const sum of sums) hash.update(sum)
      return source.sha256 === (sums.length === 1 ? sums[0] : hash.digest('hex'))
    },
  }
}

async function sourceAt(path: string): Promise<{ readonly bytes: number; readonly modifiedAt: number }> {
  const found = await stat(path)
  return found.isDirectory() ? openTextFolder(path) : { bytes: found.size, modifiedAt: found.mtimeMs }
}

async function lookAtMedia(
  projectFolder: string,
  { path }: ImportedTable['source'],
  media: NonNullable<ImportedTable['media']>,
): Promise<Looked> {
  const seen = await findFiles(path, media.kind)
  seen.close()
  return {
    bytes: seen.bytes,
    modifiedAt: seen.modifiedAt,
    hasSameContent: async () => {
      const found = await findFiles(path, media.kind)
      try {
        return await sameFiles(projectFolder, media, found)
      } finally {
        found.close()
      }
    },
  }
}
