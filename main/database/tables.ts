/** The tables as Kysely sees them: column by column what migrations/schema.sql says. */
import type { EditPlace } from '../../compute/spec/data-edit.ts'
import type { RunOutcome, RunStatus } from '../../compute/spec/run.ts'
import type { RunTask } from '../../compute/spec/generation.ts'
import type { Generated } from 'kysely'

interface ProjectTable {
  id: number
  name: string
  created_at: number
}

interface DatasetsTable {
  id: string
  name: string
  fingerprint: string
  created_at: number
  deleted_at: number | null
  version: Generated<number>
}

interface DatasetTablesTable {
  dataset_id: string
  fingerprint: string
  file: string
  file_bytes: number
  imported_at: number
  record: string
}

interface DatasetVersionsTable {
  dataset_id: string
  number: number
  parent: number | null
  base: string
  fingerprint: string | null
  created_at: number
  place: EditPlace
  change: string
  edits: string
}

interface RunsTable {
  id: string
  name: string
  status: RunStatus
  outcome: RunOutcome | null
  dataset_id: string
  fingerprint: string
  dataset_version: Generated<number>
  task: RunTask
  target: string
  family: string
  architecture: string
  created_at: number
  started_at: number | null
  ended_at: number | null
  seconds: Generated<number>
  epoch: Generated<number>
  total_epochs: number
  best_epoch: number | null
  best_validation_loss: number | null
  score_metric: 'accuracy' | 'rmse' | 'negativeElbo' | 'entityF1' | 'wordAccuracy' | 'answerF1' | null
  score_value: number | null
  score_baseline: number | null
  tags: Generated<string>
  note: Generated<string>
  archived_at: number | null
  deleted_at: number | null
  spec: string
  versions: string
  error: string | null
  device: string | null
}

/** Figures of an epoch that may turn out not to be finite. */
export const measuredColumns = [
  'train_loss',
  'validation_loss',
  'validation_score',
  'learning_rate',
  'gradient_norm',
] as const
export type MeasuredColumn = (typeof measuredColumns)[number]

interface EpochsTable extends Record<MeasuredColumn, number | null> {
  run_id: string
  epoch: number
  step: number
  seconds: number
  not_finite: string | null
  losses: string | null
}

interface CheckpointsTable {
  run_id: string
  epoch: number
  step: number
  bytes: number
  saved_at: number
}

interface ReportsTable {
  run_id: string
  created_at: number
  report: string
}

interface ExportsTable {
  id: string
  run_id: string
  path: string
  created_at: number
  checked: string
}

export interface ProjectTables {
  project: ProjectTable
  datasets: DatasetsTable
  dataset_tables: DatasetTablesTable
  dataset_versions: DatasetVersionsTable
  runs: RunsTable
  epochs: EpochsTable
  checkpoints: CheckpointsTable
  reports: ReportsTable
  exports: ExportsTable
}
