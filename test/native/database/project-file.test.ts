import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../compute/spec/errors.ts'
import { openExisting } from '../../../main/database/connection.ts'
import { schemaVersion } from '../../../main/database/migrations.ts'
import { backupFile, createProjectFile, openProjectFile } from '../../../main/database/project-file.ts'
import { lockProject } from '../../../main/database/project-lock.ts'
import { migrations, temporaryFolder } from './database-fixtures.ts'

const identity = { name: 'Penguins', createdAt: 7 }

/** The code of the StudioError that a function throws. */
function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof StudioError) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('a project database', () => {
  it('is made complete, and opens again with what is in it', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    createProjectFile(file, identity, migrations)
    expect(readdirSync(folder.path)).toEqual(['project.sqlite'])
    const connection = openProjectFile(file, migrations)
    expect(connection.prepare('SELECT name, created_at FROM project').get()).toEqual({
      name: 'Penguins',
      created_at: 7,
    })
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(connection.pragma('synchronous', { simple: true })).toBe(2)
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
    connection.close()
  })

  it('is never made silently where one should have been', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('project-not-found')
    expect(existsSync(file)).toBe(false)
    writeFileSync(file, '')
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('database-corrupt')
    expect(readFileSync(file)).toHaveLength(0)
  })

  it('from a newer version of the app is refused and left as it is', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    const future = { number: 9990, name: 'future', sql: 'CREATE TABLE hopes (text TEXT) STRICT;' }
    createProjectFile(file, identity, [...migrations, future])
    const before = readFileSync(file)
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('database-newer')
    expect(readFileSync(file)).toEqual(before)
  })

  it('is refused, and left as it is, when it is not a database at all', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    writeFileSync(file, 'Dear diary, today I was a text file.'.repeat(100))
    const before = readFileSync(file)
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('database-corrupt')
    expect(readFileSync(file)).toEqual(before)
    expect(readdirSync(folder.path)).toEqual(['project.sqlite'])
  })

  it('is refused, and left as it is, when a page in its middle is damaged', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    createProjectFile(file, identity, migrations)
    const descriptor = openSync(file, 'r+')
    // The second page of 4,096 bytes, where the project table's row is.
    writeSync(descriptor, Buffer.alloc(2048, 0xa5), 0, 2048, 4096)
    closeSync(descriptor)
    const before = readFileSync(file)
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('database-corrupt')
    expect(readFileSync(file)).toEqual(before)
  })

  it('of another program is not taken for a project', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    createProjectFile(file, identity, migrations)
    const connection = openExisting(file)
    connection.pragma('application_id = 1')
    connection.close()
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('database-corrupt')
  })

  it('is backed up, with all that was committed, before it is migrated', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    createProjectFile(
      file,
      identity,
      migrations.filter(({ number }) => number <= 20),
    )
    openProjectFile(file, migrations).close()
    const backup = openExisting(backupFile(file, 20))
    expect(schemaVersion(backup)).toBe(20)
    expect(backup.prepare('SELECT name FROM project').pluck().get()).toBe('Penguins')
    backup.close()
    const migrated = openProjectFile(file, migrations)
    expect(schemaVersion(migrated)).toBe(migrations.at(-1)?.number)
    migrated.close()
    expect(readdirSync(folder.path).sort()).toEqual(['project.before-migration-20.sqlite', 'project.sqlite'])
  })

  it('that was half made by an app that died is neither met nor in the way', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    writeFileSync(`${file}.building`, 'half')
    expect(codeOf(() => openProjectFile(file, migrations))).toBe('project-not-found')
    createProjectFile(file, identity, migrations)
    openProjectFile(file, migrations).close()
  })

  // Root may write anywhere, whatever the folder says; test/electron tries it on a read-only file system.
  it.skipIf(process.getuid?.() === 0)('in a read-only folder says that the folder is read-only', () => {
    using folder = temporaryFolder('project')
    const file = join(folder.path, 'project.sqlite')
    createProjectFile(file, identity, migrations)
    chmodSync(folder.path, 0o500)
    expect(codeOf(() => lockProject(folder.path))).toBe('folder-read-only')
    chmodSync(folder.path, 0o700)
  })
})

describe('the lock of a project', () => {
  const holder = `
    const Sqlite = require('better-sqlite3')
    const connection = new Sqlite(process.argv[1])
    connection.exec('BEGIN IMMEDIATE')
    console.log('held')
    setInterval(() => connection, 1000)`

  it('keeps a second app out while the first has it, and ends with kill -9', async () => {
    using folder = temporaryFolder('lock')
    createProjectFile(join(folder.path, 'project.sqlite'), identity, migrations)
    const child = spawn(process.execPath, ['-e', holder, join(folder.path, 'project.lock')])
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve))
      expect(codeOf(() => lockProject(folder.path))).toBe('project-in-use')
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await exited
      lockProject(folder.path).release()
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('can be taken again once it was released', () => {
    using folder = temporaryFolder('lock')
    createProjectFile(join(folder.path, 'project.sqlite'), identity, migrations)
    lockProject(folder.path).release()
    lockProject(folder.path).release()
  })

  it('is not put into a folder that is no project', () => {
    using folder = temporaryFolder('lock')
    expect(codeOf(() => lockProject(folder.path))).toBe('project-not-found')
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('keeps others from the lock, not from reading the project', () => {
    using folder = temporaryFolder('lock')
    const file = join(folder.path, 'project.sqlite')
    createProjectFile(file, identity, migrations)
    const lock = lockProject(folder.path)
    const script = `console.log(new (require('better-sqlite3'))(process.argv[1]).prepare('SELECT name FROM project').pluck().get())`
    expect(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }).trim()).toBe('Penguins')
    lock.release()
  })
})
