/** Exported model files. */
import type { Kysely } from 'kysely'
import type { ExportCheck } from '../../../compute/spec/evaluation.ts'
import type { ExportRecord } from '../../ipc/contract/records.ts'
import { fromJson, toJson } from '../json-column.ts'
import type { ProjectTables } from '../tables.ts'

type Database = Kysely<ProjectTables>

/** The exports of a run, newest first. */
export function selectExports(db: Database, runId: string) {
  return db.selectFrom('exports').selectAll().where('run_id', '=', runId).orderBy('created_at', 'desc')
}

/** The exports of a run, newest first. */
export async function listExports(db: Database, runId: string): Promise<ExportRecord[]> {
  const rows = await selectExports(db, runId).execute()
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    path: row.path,
    createdAt: row.created_at,
    check: fromJson(row.checked) as ExportCheck,
  }))
}

/** Where exported files went, of all runs. */
export async function listExportPaths(db: Database): Promise<string[]> {
  return (await db.selectFrom('exports').select('path').distinct().execute()).map(({ path }) => path)
}

/** Notes an export. */
export async function insertExport(db: Database, record: ExportRecord): Promise<void> {
  const { id, runId, path, createdAt, check } = record
  await db
    .insertInto('exports')
    .values({ id, run_id: runId, path, created_at: createdAt, checked: toJson(check) })
    .execute()
}
