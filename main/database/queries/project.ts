/** The project's own row, and how much is in it. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ProjectIdentity } from '../project-file.ts'
import type { ProjectTables } from '../tables.ts'

/** Name and time of making. */
export async function readIdentity(db: Kysely<ProjectTables>): Promise<ProjectIdentity> {
  const { name, created_at: createdAt } = await db
    .selectFrom('project')
    .select(['name', 'created_at'])
    .executeTakeFirstOrThrow()
  return { name, createdAt }
}

/** Datasets and runs that are not in the trash. */
export async function countRecords(db: Kysely<ProjectTables>): Promise<{ datasets: number; runs: number }> {
  const count = (table: 'datasets' | 'runs') =>
    db
      .selectFrom(table)
      .where('deleted_at', 'is', null)
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow()
  return { datasets: (await count('datasets')).count, runs: (await count('runs')).count }
}
