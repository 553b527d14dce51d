/** Runs: the list, the records, and what is edited by a person. How a run comes by its results is in run-results.ts. */
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { UsedDevice } from '../../../compute/spec/device.ts'
import type { ErrorData } from '../../../compute/spec/errors.ts'
import { StudioError } from '../../../compute/spec/errors.ts'
import type { AnyRunSpec } from '../../../compute/spec/generation.ts'
import { networkName } from '../../../compute/spec/model.ts'
import type { RunStatus } from '../../../compute/spec/run.ts'
import type { AnyRunRecord, RunSummary } from '../../ipc/contract/records.ts'
import { fromJson, toJson } from '../json-column.ts'
import type { ProjectTables } from '../tables.ts'
import { getTable } from './datasets.ts'
import { versionOf } from './dataset-versions.ts'
import { listExports } from './exports.ts'

type Database = Kysely<ProjectTables>

/** A run that is to be made. */
export interface NewRun {
  readonly id: string
  /** Null: one is made of the family and a number. */
  readonly name: string | null
  readonly status: RunStatus
  readonly datasetId: string
  readonly architecture: string
  readonly createdAt: number
  readonly spec: AnyRunSpec
  readonly versions: Readonly<Record<string, string>>
}

/** What a person edits, for one run or several. */
export interface RunEdit {
  readonly ids: readonly string[]
  readonly name?: string
  readonly note?: string
  readonly tags?: readonly string[]
  readonly archivedAt?: number | null
  readonly deletedAt?: number | null
}

const summaryColumns = [
  'runs.id',
  'runs.name',
  'runs.status',
  'runs.outcome',
  'runs.dataset_id',
  'runs.dataset_version',
  'datasets.name as dataset_name',
  'runs.task',
  'runs.target',
  'runs.family',
  'runs.architecture',
  'runs.created_at',
  'runs.ended_at',
  'runs.seconds',
  'runs.epoch',
  'runs.total_epochs',
  'runs.best_epoch',
  'runs.best_validation_loss',
  'runs.score_metric',
  'runs.score_value',
  'runs.score_baseline',
  'runs.tags',
  'runs.note',
  'runs.archived_at',
  'runs.deleted_at',
] as const

/** All runs as lists show them, newest first. */
export function selectRuns(db: Database) {
  return db
    .selectFrom('runs')
    .innerJoin('datasets', 'datasets.id', 'runs.dataset_id')
    .select(summaryColumns)
    .select((expressions) =>
      expressions
        .selectFrom('exports')
        .whereRef('exports.run_id', '=', 'runs.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('exports'),
    )
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id')
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number]

function toSummary(row: SummaryRow): RunSummary {
  const { score_metric: metric, score_value: value, score_baseline: baseline } = row
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    outcome: row.outcome,
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    datasetVersion: row.dataset_version,
    task: row.task,
    target: row.target,
    family: row.family,
    architecture: row.architecture,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    seconds: row.seconds,
    epoch: row.epoch,
    totalEpochs: row.total_epochs,
    bestEpoch: row.best_epoch,
    bestValidationLoss: row.best_validation_loss,
    score: metric === null || value === null || baseline === null ? null : { metric, value, baseline },
    exports: row.exports ?? 0,
    tags: JSON.parse(row.tags) as string[],
    note: row.note,
    archivedAt: row.archived_at,
    deletedAt: row.deleted_at,
  }
}

/** All runs, archived and deleted ones too, newest first. */
export async function listRuns(db: Database): Promise<RunSummary[]> {
  return (await selectRuns(db).execute()).map(toSummary)
}

/** The runs with these ids. @throws StudioError record-not-found if one is missing */
export async function summarizeRuns(db: Database, ids: readonly string[]): Promise<RunSummary[]> {
  const rows = await selectRuns(db).where('runs.id', 'in', ids).execute()
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined) throw new StudioError('record-not-found', { kind: 'run', id: missing })
  return rows.map(toSummary)
}

/** A run as lists show it. @throws StudioError record-not-found */
export async function summarizeRun(db: Database, id: string): Promise<RunSummary> {
  const [summary] = await summarizeRuns(db, [id])
  if (summary === undefined) throw new StudioError('record-not-found', { kind: 'run', id })
  return summary
}

/** A run with all that determines it. @throws StudioError record-not-found */
export async function getRun(db: Database, id: string): Promise<AnyRunRecord> {
  const row = await selectRuns(db)
    .select(['runs.spec', 'runs.started_at', 'runs.versions', 'runs.error', 'runs.device'])
    .where('runs.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new StudioError('record-not-found', { kind: 'run', id })
  const record = {
    ...toSummary(row),
    spec: fromJson(row.spec) as AnyRunSpec,
    startedAt: row.started_at,
    versions: fromJson(row.versions) as Record<string, string>,
    error: row.error === null ? null : (fromJson(row.error) as ErrorData),
    device: row.device === null ? null : (fromJson(row.device) as UsedDevice),
    exportRecords: await listExports(db, id),
  }
  // A row's task is that of its spec: `insertRun` writes both.
  return record as AnyRunRecord
}

/** What a run is about, as lists show it: the column that it predicts, or whose pictures it makes more of. */
const subjectOf = (spec: AnyRunSpec) => (spec.task === 'generation' ? spec.pictures : spec.target)

/**
 * Makes a run. Without a name it gets its network's and the next number, as in "MLP 7".
 * @throws StudioError record-not-found where the dataset has no table with the content that the spec names
 */
export async function insertRun(db: Database, run: NewRun): Promise<AnyRunRecord> {
  const { id, spec } = run
  await getTable(db, run.datasetId, spec.datasetFingerprint)
  await db.transaction().execute(async (transaction) => {
    const name = run.name ?? (await nextName(transaction, networkName(spec.model)))
    await transaction
      .insertInto('runs')
      .values({
        id,
        name,
        status: run.status,
        dataset_id: run.datasetId,
        fingerprint: spec.datasetFingerprint,
        dataset_version: await versionOf(transaction, run.datasetId, spec.datasetFingerprint),
        task: spec.task,
        target: subjectOf(spec),
        family: spec.model.family,
        architecture: run.architecture,
        created_at: run.createdAt,
        total_epochs: spec.training.epochs,
        spec: toJson(spec),
        versions: toJson(run.versions),
      })
      .execute()
  })
  return getRun(db, id)
}

/** Networks that are not called by their initials. */
const fullNames: Readonly<Partial<Record<string, string>>> = { transformer: 'Transformer', fusion: 'Fusion' }

async function nextName(db: Database, network: string): Promise<string> {
  const prefix = fullNames[network] ?? network.toUpperCase()
  const { highest } = await db
    .selectFrom('runs')
    .select(sql<number | null>`max(cast(substr(name, ${prefix.length + 2}) as integer))`.as('highest'))
    .where('name', 'like', `${prefix} %`)
    .executeTakeFirstOrThrow()
  return `${prefix} ${(highest ?? 0) + 1}`
}

/** Writes what a person edited. @throws StudioError record-not-found if a run is missing; then nothing is changed */
export async function editRuns(db: Database, edit: RunEdit): Promise<RunSummary[]> {
  const before = await summarizeRuns(db, edit.ids)
  const changed = {
    ...(edit.name === undefined ? {} : { name: edit.name }),
    ...(edit.note === undefined ? {} : { note: edit.note }),
    ...(edit.tags === undefined ? {} : { tags: toJson(edit.tags) }),
    ...(edit.archivedAt === undefined ? {} : { archived_at: edit.archivedAt }),
    ...(edit.deletedAt === undefined ? {} : { deleted_at: edit.deletedAt }),
  }
  if (Object.keys(changed).length === 0) return before
  await db.updateTable('runs').set(changed).where('id', 'in', edit.ids).execute()
  return summarizeRuns(db, edit.ids)
}

/** Removes runs, with all that belongs to them, from the database. */
export async function purgeRuns(db: Database, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('runs').where('id', 'in', ids).execute()
}
