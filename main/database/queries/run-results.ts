/** What happens to a run as it is trained: its states, its end, its report. */
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { StudioError } from '../../../compute/spec/errors.ts'
import type { UsedDevice } from '../../../compute/spec/device.ts'
import type { ErrorData } from '../../../compute/spec/errors.ts'
import type { RunReport } from '../../../compute/spec/generation.ts'
import type { RunOutcome, RunStatus } from '../../../compute/spec/run.ts'
import type { RunSummary } from '../../ipc/contract/records.ts'
import { fromJson, toJson } from '../json-column.ts'
import type { ProjectTables } from '../tables.ts'
import { headlineScore } from './headline-score.ts'
import { summarizeRun } from './runs.ts'

type Database = Kysely<ProjectTables>

/** A change of a run's state. What is not given stays; null takes a value away. */
export interface RunChange {
  readonly id: string
  readonly status?: RunStatus
  readonly outcome?: RunOutcome | null
  readonly startedAt?: number
  readonly endedAt?: number | null
  readonly error?: ErrorData | null
  readonly device?: UsedDevice
  /** Set when a run is to go on for more epochs than its spec planned. */
  readonly totalEpochs?: number
  /** Replaces the run's report and its headline score. */
  readonly report?: { readonly createdAt: number; readonly report: RunReport }
}

/** Writes a change of a run's state, in one transaction. @throws StudioError record-not-found */
export async function changeRun(db: Database, change: RunChange): Promise<RunSummary> {
  const { id, status, outcome, startedAt, endedAt, error, device, totalEpochs, report } = change
  await db.transaction().execute(async (transaction) => {
    const score = report === undefined ? null : headlineScore(report.report)
    await transaction
      .updateTable('runs')
      .set({
        id,
        ...(status === undefined ? {} : { status }),
        ...(outcome === undefined ? {} : { outcome }),
        ...(startedAt === undefined ? {} : { started_at: startedAt }),
        ...(endedAt === undefined ? {} : { ended_at: endedAt }),
        ...(error === undefined ? {} : { error: error === null ? null : toJson(error) }),
        ...(device === undefined ? {} : { device: toJson(device) }),
        ...(totalEpochs === undefined ? {} : { total_epochs: totalEpochs }),
        ...(report === undefined
          ? {}
          : {
              score_metric: score?.metric ?? null,
              score_value: score?.value ?? null,
              score_baseline: score?.baseline ?? null,
            }),
      })
      .where('id', '=', id)
      .execute()
    if (report !== undefined) {
      await transaction
        .replaceInto('reports')
        .values({ run_id: id, created_at: report.createdAt, report: toJson(report.report) })
        .execute()
    }
  })
  return summarizeRun(db, id)
}

/** The report of a finished run. @throws StudioError record-not-found */
export async function getReport(db: Database, runId: string): Promise<RunReport> {
  const row = await db.selectFrom('reports').select('report').where('run_id', '=', runId).executeTakeFirst()
  if (row === undefined) throw new StudioError('record-not-found', { kind: 'report', id: runId })
  return fromJson(row.report) as RunReport
}

/** The condition of the index runs_unfinished, word by word: SQLite uses a partial index for nothing else. */
const isUnfinished = sql<boolean>`status IN ('queued', 'running', 'paused')`

/** Runs that a living app would be working on. */
export function selectUnfinished(db: Database) {
  return db.selectFrom('runs').select('id').where(isUnfinished)
}

/** Marks as interrupted what the app was working on when it ended. Answers with how many runs that were. */
export async function sweepRuns(db: Database): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ status: 'interrupted' })
    .where(isUnfinished)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
