/** The metric history of runs, and the checkpoint that each goes on from. */
import type { Kysely, Selectable } from 'kysely'
import { StudioError } from '../../../compute/spec/errors.ts'
import type { EpochMetrics } from '../../../compute/spec/run.ts'
import type { RunSummary } from '../../ipc/contract/records.ts'
import { fromJson, toJson } from '../json-column.ts'
import type { MeasuredColumn, ProjectTables } from '../tables.ts'
import { summarizeRun } from './runs.ts'

type Database = Kysely<ProjectTables>
type EpochRow = Selectable<ProjectTables['epochs']>

/** Where a run's checkpoint stands. */
export interface CheckpointRecord {
  /** Epochs that were finished when it was written. */
  readonly epoch: number
  readonly step: number
  readonly bytes: number
  readonly savedAt: number
}

const metricOf = {
  train_loss: 'trainLoss',
  validation_loss: 'validationLoss',
  validation_score: 'validationScore',
  learning_rate: 'learningRate',
  gradient_norm: 'gradientNorm',
} as const satisfies Record<MeasuredColumn, keyof EpochMetrics>

/** An epoch as a row: figures that are not finite become NULL and are named in `not_finite`. */
export function toEpochRow(runId: string, metrics: EpochMetrics): EpochRow {
  const notFinite: Partial<Record<MeasuredColumn, string>> = {}
  const kept = (column: MeasuredColumn): number | null => {
    const value = metrics[metricOf[column]]
    if (Number.isFinite(value)) return value
    notFinite[column] = String(value)
    return null
  }
  const row = {
    run_id: runId,
    epoch: metrics.epoch,
    step: metrics.step,
    train_loss: kept('train_loss'),
    validation_loss: kept('validation_loss'),
    validation_score: kept('validation_score'),
    learning_rate: kept('learning_rate'),
    gradient_norm: kept('gradient_norm'),
    seconds: metrics.seconds,
  }
  return {
    ...row,
    not_finite: Object.keys(notFinite).length === 0 ? null : JSON.stringify(notFinite),
    losses: metrics.losses === undefined ? null : toJson(metrics.losses),
  }
}

/** The epoch of a row, with its NaN and infinities again. */
export function fromEpochRow(row: EpochRow): EpochMetrics {
  const notFinite = row.not_finite === null ? {} : (JSON.parse(row.not_finite) as Partial<Record<string, string>>)
  const value = (column: MeasuredColumn): number => row[column] ?? Number(notFinite[column] ?? 'NaN')
  return {
    epoch: row.epoch,
    step: row.step,
    trainLoss: value('train_loss'),
    validationLoss: value('validation_loss'),
    validationScore: value('validation_score'),
    learningRate: value('learning_rate'),
    gradientNorm: value('gradient_norm'),
    seconds: row.seconds,
    ...(row.losses === null ? {} : { losses: fromJson(row.losses) as NonNullable<EpochMetrics['losses']> }),
  }
}

/** The rows of a run's history, epoch by epoch. */
export function selectEpochs(db: Database, runId: string) {
  return db.selectFrom('epochs').selectAll().where('run_id', '=', runId).orderBy('epoch')
}

/** The whole history of a run. */
export async function listEpochs(db: Database, runId: string): Promise<EpochMetrics[]> {
  return (await selectEpochs(db, runId).execute()).map(fromEpochRow)
}

/** Rows of one INSERT: few enough to stay far below SQLite's limit of 32,766 variables a statement. */
const rowsPerInsert = 1000

/** Adds epochs to a run's history, in their order, and brings the run's own row up to date, in one transaction. */
export async function appendEpochs(db: Database, runId: string, epochs: readonly EpochMetrics[]): Promise<RunSummary> {
  const last = epochs.at(-1)
  if (last === undefined) return summarizeRun(db, runId)
  await db.transaction().execute(async (transaction) => {
    for (let start = 0; start < epochs.length; start += rowsPerInsert) {
      const rows = epochs.slice(start, start + rowsPerInsert).map((metrics) => toEpochRow(runId, metrics))
      await transaction.replaceInto('epochs').values(rows).execute()
    }
    const before = await transaction
      .selectFrom('runs')
      .select(['best_epoch as epoch', 'best_validation_loss as validationLoss'])
      .where('id', '=', runId)
      .executeTakeFirst()
    if (before === undefined) throw new StudioError('record-not-found', { kind: 'run', id: runId })
    const best = epochs.reduce<Best>((best, epoch) => (isBetter(epoch, best) ? epoch : best), before)
    await writeSummary(transaction, runId, last, best)
  })
  return summarizeRun(db, runId)
}

/** Brings a run's history back to where its checkpoint stands, so that going on writes no epoch twice. */
export async function truncateEpochs(db: Database, runId: string, afterEpoch: number): Promise<RunSummary> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('epochs').where('run_id', '=', runId).where('epoch', '>', afterEpoch).execute()
    const last = await selectEpochs(transaction, runId)
      .clearOrderBy()
      .orderBy('epoch', 'desc')
      .limit(1)
      .executeTakeFirst()
    const best = await transaction
      .selectFrom('epochs')
      .select(['epoch', 'validation_loss as validationLoss'])
      .where('run_id', '=', runId)
      .where('validation_loss', 'is not', null)
      .orderBy('validation_loss')
      .orderBy('epoch')
      .limit(1)
      .executeTakeFirst()
    await writeSummary(transaction, runId, last, best ?? { epoch: null, validationLoss: null })
  })
  return summarizeRun(db, runId)
}

/** The epoch with the lowest validation loss so far, the first of them if several have it. */
interface Best {
  readonly epoch: number | null
  readonly validationLoss: number | null
}

function isBetter(epoch: EpochMetrics, best: Best): boolean {
  return Number.isFinite(epoch.validationLoss) && epoch.validationLoss < (best.validationLoss ?? Infinity)
}

type Reached = { readonly epoch: number; readonly seconds: number } | undefined

async function writeSummary(db: Database, runId: string, reached: Reached, best: Best): Promise<void> {
  await db
    .updateTable('runs')
    .set({
      epoch: reached?.epoch ?? 0,
      seconds: reached?.seconds ?? 0,
      best_epoch: best.epoch,
      best_validation_loss: best.validationLoss,
    })
    .where('id', '=', runId)
    .execute()
}

/** Notes the checkpoint that a run goes on from. */
export async function putCheckpoint(db: Database, runId: string, checkpoint: CheckpointRecord): Promise<void> {
  const { epoch, step, bytes, savedAt } = checkpoint
  await db.replaceInto('checkpoints').values({ run_id: runId, epoch, step, bytes, saved_at: savedAt }).execute()
}

/** A run's checkpoint, or null for one that has none yet. */
export async function getCheckpoint(db: Database, runId: string): Promise<CheckpointRecord | null> {
  const row = await db.selectFrom('checkpoints').selectAll().where('run_id', '=', runId).executeTakeFirst()
  return row === undefined ? null : { epoch: row.epoch, step: row.step, bytes: row.bytes, savedAt: row.saved_at }
}
