/**
 * Files of a dataset that were left where they are. The project has a list of them, a JSON object a line: first where they are,
 * then each with its size, its date and the SHA-256 of its content. What is read later is checked against that, so a model never
 * learns from other files than those that were imported.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../spec/errors.ts'
import { type FileSourceKind, fileSourceKinds } from '../../spec/file-source.ts'
import { withinTime } from '../source/within-time.ts'
import { openZip } from '../source/zip-entries.ts'
import { filesHash, type Pack, type PackWriter } from './file-pack.ts'
import { mostFiles, readWhole } from './found-files.ts'
import { inFolder } from './listed-files.ts'

/** How the name of a list ends. */
export const listEnding = '.left.jsonl'

/** Pictures in an IDX file have no bytes of their own until they are made: they are copied always. */
export const mayStay = (kind: FileSourceKind): boolean => kind !== 'idx'

const sourceSchema = z.object({
  kind: z.enum(fileSourceKinds),
  /** The folder, the zip, or the table that names the files beside it. */
  path: z.string(),
})
const fileSchema = z.object({
  file: z.string(),
  bytes: z.int().min(0),
  /** Null for an entry of a zip. */
  modifiedAt: z.number().nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type LeftSource = z.infer<typeof sourceSchema>
export type LeftFile = z.infer<typeof fileSchema>

export interface LeftFiles {
  readonly source: LeftSource
  readonly files: readonly LeftFile[]
}

/** Begins a list, as a pack is begun that files are copied into. */
export function writeLeftFiles(path: string, { kind, path: place }: LeftSource): PackWriter {
  const out = createWriteStream(path)
  const closed = once(out, 'close')
  closed.catch(() => undefined)
  const hash = filesHash()
  const line = async (value: LeftSource | LeftFile) => {
    if (out.errored !== null) throw out.errored
    if (!out.write(`${JSON.stringify(value)}\n`)) await Promise.race([once(out, 'drain'), closed])
  }
  const begun = line({ kind, path: resolve(place) })
  begun.catch(() => undefined)
  return {
    async add({ file, modifiedAt = null }, content) {
      await begun
      await line({ file, bytes: content.length, modifiedAt, sha256: hash.add(file, content) })
    },
    async end() {
      out.end()
      await closed
      if (out.errored !== null) throw out.errored
      return hash.end()
    },
  }
}

/** The list that was read last: a person looks through one dataset for a while. */
let last: { readonly key: string; readonly list: LeftFiles } | null = null

/** Reads a list. @throws StudioError file-not-readable where it is missing or damaged */
export async function readLeftFiles(path: string): Promise<LeftFiles> {
  try {
    const { mtimeMs, size } = await stat(path)
    const key = JSON.stringify([path, mtimeMs, size])
    if (last?.key === key) return last.list
    const [head = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
    if (lines.length > mostFiles) throw new Error(`more than ${mostFiles} files`)
    const list = {
      source: sourceSchema.parse(JSON.parse(head)),
      files: lines.map((line) => fileSchema.parse(JSON.parse(line))),
    }
    last = { key, list }
    return list
  } catch (error) {
    throw new StudioError('file-not-readable', { file: basename(path), path }, { cause: error })
  }
}

/**
 * Opens the files of a list.
 * @throws StudioError left-source-missing where the folder, zip or table is not there, file-not-readable, source-not-answering;
 *   and when a file is read left-file-missing, left-file-changed
 */
export async function openLeftFiles(path: string): Promise<Pack> {
  const { source, files } = await readLeftFiles(path)
  const opened = await openLeftSource(source)
  return {
    files: files.map(({ file }) => file),
    async read(row) {
      const known = files[row]
      if (known === undefined) throw new RangeError(`row ${row} has no file`)
      const content = await opened.read(known.file)
      const told = { file: known.file, path: source.path }
      if (content === null) throw new StudioError('left-file-missing', told)
      if (!isAsImported(known, content)) throw new StudioError('left-file-changed', told)
      return content
    },
    close: opened.close,
  }
}

/** Whether a file's content is the one that was imported. */
export const isAsImported = ({ bytes, sha256 }: LeftFile, content: Uint8Array): boolean =>
  content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256

/** Reads files by their names inside of a source; null for one that isn't there. */
export interface LeftReader {
  readonly read: (file: string) => Promise<Uint8Array | null>
  /** Size and date of a file, without reading it; a zip has no dates that count. */
  readonly look: (file: string) => Promise<Pick<LeftFile, 'bytes' | 'modifiedAt'> | null>
  readonly close: () => void
}

/** @throws StudioError left-source-missing, source-not-answering */
export async function openLeftSource({ kind, path }: LeftSource): Promise<LeftReader> {
  const missing = (error: unknown) => {
    if (error instanceof StudioError) throw error
    throw new StudioError('left-source-missing', { file: basename(path), path }, { cause: error })
  }
  if (kind === 'zip') {
    const zip = await withinTime(path, openZip(path, mostFiles)).catch(missing)
    const entries = new Map(zip.entries.map((entry) => [entry.fileName, entry]))
    return {
      async read(file) {
        const entry = entries.get(file)
        return entry === undefined ? null : withinTime(path, zip.read(entry))
      },
      look(file) {
        const entry = entries.get(file)
        return Promise.resolve(entry === undefined ? null : { bytes: entry.uncompressedSize, modifiedAt: null })
      },
      close: () => zip.close(),
    }
  }
  const root = await withinTime(path, realpath(kind === 'list' ? dirname(path) : path)).catch(missing)
  return {
    async read(file) {
      const found = await withinTime(join(root, file), inFolder(root, file))
      if (found === null) return null
      return withinTime(found.path, readWhole(found.path, found.bytes)).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      })
    },
    look: (file) => withinTime(join(root, file), inFolder(root, file)),
    close: () => undefined,
  }
}
