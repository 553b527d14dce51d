/** Pictures or recordings that a table names beside it, a row for each: opening the table is opening them. */
import { open, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { answered } from '../source/read-error.ts'
import { type FoundFile, type MediaKind, mediaKindOf, mostFiles, type OpenedFiles, readWhole } from './found-files.ts'
import { labelled, mayBeTable, readRecords, writtenPath } from './label-table.ts'

/** Bytes of a table's beginning that are looked at, and named files of it that are looked for. */
const headBytes = 1 << 16
const lookedFor = 20
/** A column names files where this share of its cells do, and a table is about them where this share is there. */
const namedShare = 0.5

/** The column of a table that names files of a kind; null where none does. */
function namingColumn(rows: readonly (readonly string[])[], kind: MediaKind): number | null {
  const columns = Math.max(0, ...rows.map(({ length }) => length))
  const named = (column: number) => rows.filter((row) => mediaKindOf(writtenPath(row[column] ?? '')) === kind).length
  const counts = Array.from({ length: columns }, (_, column) => named(column))
  const most = Math.max(0, ...counts)
  return most > 0 && most >= namedShare * rows.length ? counts.indexOf(most) : null
}

/** A file in a folder, whose real path is given; null where the file's leads out of it or to no file. */
export async function inFolder(
  root: string,
  file: string,
): Promise<{ readonly path: string; readonly bytes: number; readonly modifiedAt: number } | null> {
  try {
    const path = await realpath(join(root, file))
    const found = await stat(path)
    const inside = path.startsWith(root.endsWith(sep) ? root : root + sep) && found.isFile()
    return inside ? { path, bytes: found.size, modifiedAt: found.mtimeMs } : null
  } catch {
    return null
  }
}

/** What a table is about by its beginning: files that it names and that lie beside it; null for any other table. */
export async function listedKind(path: string): Promise<MediaKind | null> {
  if (!mayBeTable(basename(path))) return null
  const { rows } = readRecords(await readHead(path), false)
  for (const kind of ['image', 'audio'] as const) {
    const column = namingColumn(rows, kind)
    if (column === null) continue
    const names = rows.slice(0, lookedFor).map((row) => writtenPath(row[column] ?? ''))
    const root = await realpath(dirname(path))
    const found = await Promise.all(names.map((file) => inFolder(root, file)))
    if (found.filter((file) => file !== null).length >= namedShare * names.length) return kind
  }
  return null
}

async function readHead(path: string): Promise<Buffer> {
  const file = await answered(path, open(path))
  try {
    const { buffer, bytesRead } = await answered(path, file.read(Buffer.alloc(headBytes), 0, headBytes, 0))
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The files in the order of the table's rows, each once. One that isn't there is among them: reading it says so. */
export async function listedFiles(path: string, kind: MediaKind): Promise<OpenedFiles> {
  const content = await answered(path, readFile(path))
  const { rows } = readRecords(content, true)
  const column = namingColumn(rows, kind)
  const names = column === null ? [] : rows.map((row) => writtenPath(row[column] ?? ''))
  const files: FoundFile[] = []
  const root = await realpath(dirname(path))
  let bytes = content.length
  for (const file of [...new Set(names)].slice(0, mostFiles)) {
    if (mediaKindOf(file) !== kind) continue
    const found = await inFolder(root, file)
    bytes += found?.bytes ?? 0
    const read = () =>
      found === null
        ? Promise.reject(new Error(`${file} is not in the table’s folder`))
        : readWhole(found.path, found.bytes)
    files.push({ file, label: null, ...(found === null ? {} : { modifiedAt: found.modifiedAt }), read })
  }
  const table = { file: basename(path), bytes: content.length, read: () => Promise.resolve(content) }
  const known = await labelled(files, [table])
  return { kind: 'list', ...known, otherFiles: 0, bytes, close: () => undefined }
}
