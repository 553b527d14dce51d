/** The database file of a project: made whole or not at all, checked before it is written to, backed up before it is migrated. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StudioError } from '../../compute/spec/errors.ts'
import type { Connection } from './connection.ts'
import { configure, openExisting, openFresh, pragmaNumber } from './connection.ts'
import type { Migration } from './migrations.ts'
import { applyMigrations, pendingMigrations, refuseNewer, schemaVersion } from './migrations.ts'
import { storageError } from './storage-errors.ts'

/** Marks a database file as a Modelwright project ("Mdwr" in ASCII). */
export const applicationId = 0x4d647772

/** What is known of a project from the moment it is made. */
export interface ProjectIdentity {
  readonly name: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/**
 * Makes the database of a new project. It gets its name when it is complete, so that a half-made one is never met.
 * @throws StudioError disk-full, folder-read-only
 */
export function createProjectFile(file: string, identity: ProjectIdentity, migrations: readonly Migration[]): void {
  const building = `${file}.building`
  try {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${building}${ending}`, { force: true })
    const connection = openFresh(building)
    try {
      connection.pragma(`application_id = ${applicationId}`)
      applyMigrations(connection, migrations)
      connection
        .prepare('INSERT INTO project (id, name, created_at) VALUES (1, ?, ?)')
        .run(identity.name, identity.createdAt)
    } finally {
      connection.close()
    }
    renameSync(building, file)
    flushFolder(dirname(file))
  } catch (error) {
    throw storageError(error, file)
  }
}

/**
 * Opens the database of a project and brings it to the newest schema. One that can't be used is left as it is.
 * @throws StudioError project-not-found, database-corrupt, database-newer, folder-read-only, disk-full
 */
export function openProjectFile(file: string, migrations: readonly Migration[]): Connection {
  if (!existsSync(file)) throw new StudioError('project-not-found', { path: dirname(file) })
  // SQLite takes an empty file for an empty database; here it is what a crash of the disk left behind.
  if (statSync(file).size === 0) throw new StudioError('database-corrupt', { path: file })
  let connection: Connection | null = null
  try {
    connection = openExisting(file)
    checkFile(connection, migrations, file)
    configure(connection)
    const pending = pendingMigrations(connection, migrations)
    if (pending.length > 0) {
      backUp(connection, file)
      applyMigrations(connection, pending)
    }
    return connection
  } catch (error) {
    connection?.close()
    throw storageError(error, file)
  }
}

/** The name that a database is backed up under before it is migrated from the given version. */
export function backupFile(file: string, version: number): string {
  return join(dirname(file), `project.before-migration-${version}.sqlite`)
}

function checkFile(connection: Connection, migrations: readonly Migration[], file: string): void {
  if (pragmaNumber(connection, 'application_id') !== applicationId) {
    throw new StudioError('database-corrupt', { path: file })
  }
  refuseNewer(connection, migrations, file)
  const found = connection.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') throw new StudioError('database-corrupt', { path: file }, { cause: new Error(String(found)) })
}

/** Copies the database, with all that stands in its write-ahead log, into one file beside it. */
function backUp(connection: Connection, file: string): void {
  const target = backupFile(file, schemaVersion(connection))
  const building = `${target}.building`
  rmSync(building, { force: true })
  connection.prepare('VACUUM INTO ?').run(building)
  const descriptor = openSync(building, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(building, target)
}

/** Makes a rename in a folder durable. Windows keeps no such thing and refuses to open a folder. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
