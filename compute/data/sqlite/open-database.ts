/**
 * Opens somebody's SQLite file to be read, so that nothing of it is changed and nothing that it brings is run.
 *
 * A database in WAL mode can only be read with a file of locks beside it, which SQLite would make there: such a one is
 * copied with its log, and the copy is read. Any other is opened where it is.
 */
import { constants } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { StudioError } from '../../spec/errors.ts'
import { named } from '../dialect/table-head.ts'
import { type SourceFile, assertUnchanged, openSource, readHead } from '../source/source-file.ts'

export type Database = Sqlite.Database

/** Milliseconds to wait for another program's lock. */
const busyTimeoutMs = 2000

/** Where the file says which journal it is written with, and what stands there in WAL mode. */
const [journalModeAt, walMode] = [18, 2]
const journalSignature = Buffer.from('d9d505f920a163d7', 'hex')

/**
 * Opens a database and gives it to `use`, which may read it until it ends.
 * @param copyPath where a copy may be made if one is needed
 * @throws StudioError database-busy, file-damaged, file-changed-while-reading
 */
export async function withDatabase<T>(
  source: SourceFile,
  copyPath: string,
  use: (database: Database) => T | Promise<T>,
): Promise<T> {
  try {
    await assertAtRest(source)
    const path = (await isInWalMode(source)) ? await copyWithLog(source, copyPath) : source.path
    const database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs })
    try {
      // Functions that a schema calls are none that could reach outside; damaged cells are found before they are used.
      database.pragma('trusted_schema = OFF')
      database.pragma('cell_size_check = ON')
      database.pragma('query_only = ON')
      return await use(database)
    } finally {
      database.close()
    }
  } catch (error) {
    throw await told(error, source)
  }
}

async function isInWalMode(source: SourceFile): Promise<boolean> {
  const head = await readHead(source, journalModeAt + 2)
  return head[journalModeAt] === walMode || head[journalModeAt + 1] === walMode
}

/** The copy's path. The file and its log must stay as they are while both are copied, or they don't belong together. */
async function copyWithLog(source: SourceFile, path: string): Promise<string> {
  const log = await openSource(`${source.path}-wal`).catch(() => null)
  // Where the file system can, this shares the bytes instead of copying them.
  await copyFile(source.path, path, constants.COPYFILE_FICLONE)
  if (log !== null) await copyFile(log.path, `${path}-wal`, constants.COPYFILE_FICLONE)
  await assertUnchanged(source)
  if (log !== null) await assertUnchanged(log)
  return path
}

/** While a rollback journal lies beside it, the file may be in the middle of a change that is still to be taken back. */
async function assertAtRest(source: SourceFile): Promise<void> {
  const journal = await open(`${source.path}-journal`, 'r').catch(() => null)
  if (journal === null) return
  const start = Buffer.alloc(journalSignature.length)
  await journal.read(start, 0, start.length, 0).finally(() => journal.close())
  // A journal that is kept for the next time has zeros there.
  if (start.equals(journalSignature)) throw new StudioError('database-busy', named(source))
}

/** SQLite's codes for a file that others are at; with any other it can't be read as it is. */
const busy = /^SQLITE_(?:BUSY|LOCKED|READONLY|CANTOPEN|PROTOCOL)/

async function told(error: unknown, source: SourceFile): Promise<unknown> {
  // V8 has no strings as long as SQLite's longest.
  const unreadable = error instanceof Sqlite.SqliteError || error instanceof RangeError
  if (!unreadable) return error
  await assertUnchanged(source)
  if (error instanceof Sqlite.SqliteError && busy.test(error.code)) {
    return new StudioError('database-busy', named(source), { cause: error })
  }
  if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL') {
    return new StudioError('disk-full', {}, { cause: error })
  }
  return new StudioError('file-damaged', { ...named(source), format: 'SQLite' }, { cause: error })
}
