/** The schema that all migrations lead to, as text: kept in migrations/schema.sql, so that a review shows what changes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openFresh } from './connection.ts'
import { applyMigrations, newestVersion, readMigrations } from './migrations.ts'

/** The schema of a fresh database, table by table, with a header that says where it comes from. */
export function schemaText(migrationsFolder: string): string {
  const migrations = readMigrations(migrationsFolder)
  const connection = openFresh(':memory:')
  try {
    applyMigrations(connection, migrations)
    const statements = connection
      .prepare<[], { sql: string }>(
        `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name`,
      )
      .all()
    const header = [
      '-- Generated from the migrations by `npm run schema`; not to be edited.',
      `-- user_version = ${newestVersion(migrations)}`,
    ]
    return [header.join('\n'), ...statements.map(({ sql }) => `${sql};`)].join('\n\n') + '\n'
  } finally {
    connection.close()
  }
}

/** Writes migrations/schema.sql. */
export function writeSchema(migrationsFolder: string): void {
  writeFileSync(join(migrationsFolder, 'schema.sql'), schemaText(migrationsFolder))
}

/** Whether migrations/schema.sql is what the migrations lead to. */
export function schemaIsCurrent(migrationsFolder: string): boolean {
  try {
    const kept = readFileSync(join(migrationsFolder, 'schema.sql'), 'utf8')
    return kept.replaceAll('\r\n', '\n') === schemaText(migrationsFolder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
