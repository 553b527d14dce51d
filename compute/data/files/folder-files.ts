/** The pictures or recordings in a folder and the folders in it. Links are not followed: they may lead out of it. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import {
  type FoundFile,
  folderLabel,
  type MediaKind,
  mediaKindOf,
  mostFiles,
  type OpenedFiles,
  readWhole,
} from './found-files.ts'
import { answered } from '../source/read-error.ts'
import { labelled, mayBeTable, type PossibleTable } from './label-table.ts'

/**
 * Visits all files of a folder in the order of their names, with their paths inside it, until a visit gives false.
 * @throws StudioError as answered: a folder in it that this account may not read is told of by its name
 */
export async function eachFile(folder: string, visit: (file: string) => boolean | Promise<boolean>): Promise<void> {
  const look = async (inside: string): Promise<boolean> => {
    const path = join(folder, inside)
    const entries = await answered(path, readdir(path, { withFileTypes: true }))
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const file = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.isDirectory() && !entry.name.startsWith('.') && !(await look(file))) return false
      if (entry.isFile() && !(await visit(file))) return false
    }
    return true
  }
  await look('')
}

/** Finds the files of a kind in the order of their names. @throws StudioError images-too-many */
export async function folderFiles(folder: string, kind: MediaKind): Promise<OpenedFiles> {
  const files: FoundFile[] = []
  const tables: PossibleTable[] = []
  let [otherFiles, bytes] = [0, 0]
  await eachFile(folder, async (file) => {
    const path = join(folder, file)
    const { size, mtimeMs } = await answered(path, stat(path))
    const read = () => readWhole(path, size)
    if (mediaKindOf(file) !== kind) {
      otherFiles++
      if (mayBeTable(file)) tables.push({ file, bytes: size, read })
      return true
    }
    bytes += size
    files.push({ file, label: folderLabel(file), modifiedAt: mtimeMs, read })
    if (files.length > mostFiles) throw new StudioError('images-too-many', { path: folder, limit: mostFiles })
    return true
  })
  const { tables: used, ...found } = await labelled(files, tables)
  return { kind: 'folder', ...found, otherFiles: otherFiles - used, bytes, close: () => undefined }
}
