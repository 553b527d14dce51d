/** Whether what a dataset was imported from is still as it was then. Only sizes and dates are looked at, no contents. */
import { stat } from 'node:fs/promises'
import type { SourceState } from '../../spec/data-edit.ts'
import type { ImportedTable } from '../../spec/dataset.ts'
import { findFiles } from '../files/find-files.ts'
import type { MediaKind } from '../files/found-files.ts'
import { openTextFolder } from '../text/text-files.ts'

/** See the file's head. */
export async function sourceState({ source, media }: Pick<ImportedTable, 'source' | 'media'>): Promise<SourceState> {
  const { path, furtherPaths = [] } = source
  const seen = media === undefined ? filesAt([path, ...furtherPaths]) : filesIn(path, media.kind)
  const now = await seen.catch(() => null)
  if (now === null) return 'missing'
  // Dates that were kept without their fractions are compared without.
  const sameDate = Math.floor(now.modifiedAt) === Math.floor(source.modifiedAt)
  return now.bytes === source.bytes && sameDate ? 'same' : 'changed'
}

async function filesAt(paths: readonly string[]) {
  const files = await Promise.all(paths.map(sourceAt))
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { bytes, modifiedAt: Math.max(...files.map(({ modifiedAt }) => modifiedAt)) }
}

async function sourceAt(path: string): Promise<{ readonly bytes: number; readonly modifiedAt: number }> {
  const found = await stat(path)
  return found.isDirectory() ? openTextFolder(path) : { bytes: found.size, modifiedAt: found.mtimeMs }
}

async function filesIn(path: string, kind: MediaKind) {
  const found = await findFiles(path, kind)
  found.close()
  return found
}
