/** What SQLite says when something is wrong with a file, as an error that a person can be told about. */
import { dirname } from 'node:path'
import { StudioError, errorToData } from '../../compute/spec/errors.ts'
import type { ErrorCode } from '../../compute/spec/errors.ts'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that mean something to a person. */
const meanings: readonly (readonly [code: string, meaning: ErrorCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'folder-read-only'],
  ['SQLITE_PERM', 'folder-read-only'],
  // The file is there (that was looked at before), but the ones beside it can't be made.
  ['SQLITE_CANTOPEN', 'folder-read-only'],
  ['SQLITE_CORRUPT', 'database-corrupt'],
  ['SQLITE_NOTADB', 'database-corrupt'],
  ['SQLITE_BUSY', 'project-in-use'],
  ['SQLITE_LOCKED', 'project-in-use'],
]

/** These are about the folder that a file is in, and a person mends them there. */
const ofFolder: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['folder-read-only', 'project-in-use'])

/** Turns what SQLite or the file system threw into a StudioError about the file at `path`; passes others through. */
export function storageError(error: unknown, path: string): Error {
  if (error instanceof StudioError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  // Extended codes have their primary code as a prefix, as in SQLITE_CORRUPT_INDEX.
  const meaning = meanings.find(([primary]) => code === primary || code.startsWith(`${primary}_`))?.[1]
  if (meaning !== undefined) {
    return new StudioError(meaning, { path: ofFolder.has(meaning) ? dirname(path) : path }, { cause: error })
  }
  const known = errorToData(error)
  if (known.code !== 'internal') return new StudioError(known.code, { path, ...known.params }, { cause: error })
  return error instanceof Error ? error : new Error(String(error))
}
