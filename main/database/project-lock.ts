/** Holds a project for one app at a time. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '../../compute/spec/errors.ts'
import { openFresh } from './connection.ts'
import { databaseFileName } from './database-file-name.ts'
import { storageError } from './storage-errors.ts'

export interface ProjectLock {
  release(): void
}

/**
 * Locks a project folder for this process, or says that another has it.
 *
 * The lock is the operating system's, by way of an SQLite write transaction on an empty file that is never
 * committed: so it ends with the process that holds it, however that dies, and can't be left behind.
 * @throws StudioError project-not-found, project-in-use, folder-read-only
 */
export function lockProject(folder: string): ProjectLock {
  // Before anything is written: a folder that is no project must not get a lock.
  if (!existsSync(join(folder, databaseFileName))) throw new StudioError('project-not-found', { path: folder })
  const file = join(folder, 'project.lock')
  try {
    const connection = openFresh(file)
    try {
      connection.pragma('busy_timeout = 0')
      connection.exec('BEGIN IMMEDIATE')
    } catch (error) {
      connection.close()
      throw error
    }
    return { release: () => connection.close() }
  } catch (error) {
    throw storageError(error, file)
  }
}
