/** Brings a database to the newest schema by the numbered files of migrations/, or refuses to touch it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '../../compute/spec/errors.ts'
import type { Connection } from './connection.ts'
import { pragmaNumber } from './connection.ts'

/** One step of the schema: `number` is what `user_version` is once it was applied. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

const fileName = /^(\d{4})-([a-z0-9-]+)\.sql$/

/**
 * Reads the migrations of a folder, in their order.
 * @throws Error if a file is not named NNNN-purpose.sql, or if a number stands twice.
 */
export function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql') && file !== 'schema.sql')
    .map((file) => {
      const [, number, name] = fileName.exec(file) ?? []
      if (number === undefined || name === undefined) throw new Error(`${file} is not named NNNN-purpose.sql.`)
      return { number: Number(number), name, sql: readFileSync(join(folder, file), 'utf8') }
    })
    .sort((a, b) => a.number - b.number)
  migrations.forEach((migration, index) => {
    if (migration.number === migrations[index - 1]?.number) {
      throw new Error(`Two migrations have the number ${migration.number}.`)
    }
  })
  return migrations
}

/** The schema version of a database: the number of the last migration that it went through. */
export function schemaVersion(connection: Connection): number {
  return pragmaNumber(connection, 'user_version')
}

/** Which migrations a database still needs, up to the one numbered `target`. */
export function pendingMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  target: number = newestVersion(migrations),
): Migration[] {
  const version = schemaVersion(connection)
  return migrations.filter(({ number }) => number > version && number <= target)
}

/** The version that these migrations lead to. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0
}

/**
 * Checks that a database is not from a newer version of the app, which would have tables that this one does not know.
 * @throws StudioError database-newer
 */
export function refuseNewer(connection: Connection, migrations: readonly Migration[], path: string): void {
  const version = schemaVersion(connection)
  const known = newestVersion(migrations)
  if (version > known) throw new StudioError('database-newer', { path, version, known })
}

/** Applies migrations, each in a transaction of its own together with its number. */
export function applyMigrations(connection: Connection, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    const apply = connection.transaction(() => {
      connection.exec(migration.sql)
      connection.pragma(`user_version = ${migration.number}`)
    })
    apply.exclusive()
  }
}
