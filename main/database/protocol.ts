/** What the database thread can be asked. All that is read from or written to a project's database goes through here. */
import type { ImportedTable } from '../../compute/spec/dataset.ts'
import type { RunReport } from '../../compute/spec/generation.ts'
import type { EpochMetrics } from '../../compute/spec/run.ts'
import type { AnyRunRecord, DatasetRecord, ExportRecord, RunSummary, VersionRecord } from '../ipc/contract/records.ts'
import type { ProjectIdentity } from './project-file.ts'
import type { AddedVersions, NewVersions, VersionChoice, VersionState } from './queries/dataset-versions.ts'
import type { DatasetChange, NewDataset } from './queries/datasets.ts'
import type { CheckpointRecord } from './queries/epochs.ts'
import type { RunChange } from './queries/run-results.ts'
import type { NewRun, RunEdit } from './queries/runs.ts'

interface Call<Request, Response> {
  request: Request
  response: Response
  event: never
}

interface ById {
  readonly id: string
}

/** A project that was just opened. */
export interface OpenedProject extends ProjectIdentity {
  /** Runs that the app was working on when it ended; they are interrupted now. */
  readonly interrupted: number
}

/** Requests by kind. Those on datasets and runs need an open project. */
export interface DatabaseProtocol {
  /** Makes the database in an existing folder; does not open it. */
  'project.create': Call<{ readonly folder: string; readonly identity: ProjectIdentity }, null>
  /** Whether a project could be opened; fails with the reason why not. Needs no open project, and leaves an open one. */
  'project.check': Call<{ readonly folder: string }, null>
  /** Locks and opens a project, closing the one that is open. What a dead app left unfinished becomes interrupted. */
  'project.open': Call<{ readonly folder: string }, OpenedProject>
  'project.close': Call<null, null>
  'project.counts': Call<null, { readonly datasets: number; readonly runs: number }>

  'datasets.list': Call<null, DatasetRecord[]>
  'datasets.get': Call<ById, DatasetRecord>
  'datasets.find': Call<{ readonly fingerprint: string }, DatasetRecord | null>
  'datasets.insert': Call<NewDataset, DatasetRecord>
  /** The versions of a dataset, the first one first. */
  'datasets.versions': Call<ById, VersionRecord[]>
  /** All that makes a version; without a number, the current one. */
  'datasets.version': Call<{ readonly id: string; readonly number?: number }, VersionState>
  /** Adds versions, each an edit of the one before, and makes the last one current. */
  'datasets.addVersions': Call<NewVersions, AddedVersions>
  /** Makes another version current, with the table that was made for it where it had none. */
  'datasets.goToVersion': Call<VersionChoice, DatasetRecord>
  'datasets.table': Call<{ readonly datasetId: string; readonly fingerprint: string }, ImportedTable>
  'datasets.change': Call<DatasetChange, DatasetRecord>
  /** Keeps where the content of a table is now, for all of the dataset's tables that share it. */
  'datasets.place': Call<{ readonly id: string; readonly table: ImportedTable }, DatasetRecord>

  'runs.list': Call<null, RunSummary[]>
  'runs.get': Call<ById, AnyRunRecord>
  'runs.insert': Call<NewRun, AnyRunRecord>
  'runs.edit': Call<RunEdit, RunSummary[]>
  'runs.change': Call<RunChange, RunSummary>
  'runs.purge': Call<{ readonly ids: readonly string[] }, null>

  'epochs.append': Call<{ readonly id: string; readonly epochs: readonly EpochMetrics[] }, RunSummary>
  'epochs.list': Call<ById, EpochMetrics[]>
  'epochs.truncate': Call<{ readonly id: string; readonly afterEpoch: number }, RunSummary>
  'checkpoints.put': Call<{ readonly id: string; readonly checkpoint: CheckpointRecord }, null>
  'checkpoints.get': Call<ById, CheckpointRecord | null>

  'reports.get': Call<ById, RunReport>
  'exports.insert': Call<ExportRecord, null>
  /** Where exported files went, of all runs. */
  'exports.paths': Call<null, string[]>
}
