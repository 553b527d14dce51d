/** Opens the database file with the settings that every connection of ours has. */
import Sqlite from 'better-sqlite3'

export type Connection = Sqlite.Database

/** Milliseconds to wait for a lock, as one that a virus scanner or a backup holds for a moment. */
const busyTimeoutMs = 5000

/** Opens an existing database file without changing a byte of it. @throws SqliteError */
export function openExisting(file: string): Connection {
  return new Sqlite(file, { fileMustExist: true, timeout: busyTimeoutMs })
}

/** Opens an empty database: a file that is not there yet, or ':memory:'. */
export function openFresh(file: string): Connection {
  return new Sqlite(file, { timeout: busyTimeoutMs })
}

/**
 * Sets what every connection of ours has.
 *
 * In WAL mode with synchronous = FULL a committed transaction survives the death of the process and a
 * loss of power. There are few commits a second (metrics are written in batches), so this costs little.
 */
export function configure(connection: Connection): void {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('temp_store = MEMORY')
}

/** A whole number that a pragma answers with. */
export function pragmaNumber(connection: Connection, pragma: string): number {
  return Number(connection.pragma(pragma, { simple: true }))
}
