/** Answers what the database thread is asked: one handler a request, each a call of the queries. */
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { StudioError } from '../../compute/spec/errors.ts'
import type { ThreadHandlers } from '../../compute/worker/serve-thread.ts'
import type { Connection } from './connection.ts'
import { databaseFileName } from './database-file-name.ts'
import type { Migration } from './migrations.ts'
import { createProjectFile, openProjectFile } from './project-file.ts'
import type { ProjectLock } from './project-lock.ts'
import { lockProject } from './project-lock.ts'
import type { DatabaseProtocol } from './protocol.ts'
import * as versions from './queries/dataset-versions.ts'
import * as datasets from './queries/datasets.ts'
import * as epochs from './queries/epochs.ts'
import { insertExport, listExportPaths } from './queries/exports.ts'
import { countRecords, readIdentity } from './queries/project.ts'
import * as results from './queries/run-results.ts'
import * as runs from './queries/runs.ts'
import { storageError } from './storage-errors.ts'
import type { ProjectTables } from './tables.ts'

interface OpenProject {
  readonly file: string
  readonly connection: Connection
  readonly db: Kysely<ProjectTables>
  readonly lock: ProjectLock
}

export interface DatabaseService {
  readonly handlers: ThreadHandlers<DatabaseProtocol>
  /** Closes the project that is open, if any. */
  close(): void
}

/** The database's requests over one project at a time. */
export function createDatabaseService(migrations: readonly Migration[]): DatabaseService {
  let open: OpenProject | null = null

  function close(): void {
    const closing = open
    open = null
    closing?.connection.close()
    closing?.lock.release()
  }

  function openFolder(folder: string): OpenProject {
    const lock = lockProject(folder)
    try {
      const file = join(folder, databaseFileName)
      const connection = openProjectFile(file, migrations)
      const db = new Kysely<ProjectTables>({ dialect: new SqliteDialect({ database: connection }) })
      return { file, connection, db, lock }
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** Runs a query on the open project; what SQLite throws becomes an error about the project's file. */
  async function query<T>(run: (db: Kysely<ProjectTables>) => Promise<T>): Promise<T> {
    if (open === null) throw new StudioError('project-not-found', { path: '' })
    try {
      return await run(open.db)
    } catch (error) {
      throw storageError(error, open.file)
    }
  }

  const handlers: ThreadHandlers<DatabaseProtocol> = {
    'project.create': ({ folder, identity }) => {
      createProjectFile(join(folder, databaseFileName), identity, migrations)
      return null
    },
    'project.check': ({ folder }) => {
      const { connection, lock } = openFolder(folder)
      connection.close()
      lock.release()
      return null
    },
    'project.open': async ({ folder }) => {
      close()
      const opened = openFolder(folder)
      open = opened
      try {
        return await query(async (db) => ({ ...(await readIdentity(db)), interrupted: await results.sweepRuns(db) }))
      } catch (error) {
        close()
        throw error
      }
    },
    'project.close': () => {
      close()
      return null
    },
    'project.counts': () => query((db) => countRecords(db)),

    'datasets.list': () => query((db) => datasets.listDatasets(db)),
    'datasets.get': ({ id }) => query((db) => datasets.getDataset(db, id)),
    'datasets.find': ({ fingerprint }) => query((db) => datasets.findDataset(db, fingerprint)),
    'datasets.insert': (dataset) => query((db) => datasets.insertDataset(db, dataset)),
    'datasets.versions': ({ id }) => query((db) => versions.listVersions(db, id)),
    'datasets.version': ({ id, number }) => query((db) => versions.readVersion(db, id, number)),
    'datasets.addVersions': (added) => query((db) => versions.addVersions(db, added)),
    'datasets.goToVersion': (choice) => query((db) => versions.goToVersion(db, choice)),
    'datasets.table': ({ datasetId, fingerprint }) => query((db) => datasets.getTable(db, datasetId, fingerprint)),
    'datasets.change': (change) => query((db) => datasets.changeDataset(db, change)),
    'datasets.place': ({ id, table }) => query((db) => datasets.placeTables(db, id, table)),

    'runs.list': () => query((db) => runs.listRuns(db)),
    'runs.get': ({ id }) => query((db) => runs.getRun(db, id)),
    'runs.insert': (run) => query((db) => runs.insertRun(db, run)),
    'runs.edit': (edit) => query((db) => runs.editRuns(db, edit)),
    'runs.change': (change) => query((db) => results.changeRun(db, change)),
    'runs.purge': ({ ids }) => query(async (db) => (await runs.purgeRuns(db, ids), null)),

    'epochs.append': ({ id, epochs: finished }) => query((db) => epochs.appendEpochs(db, id, finished)),
    'epochs.list': ({ id }) => query((db) => epochs.listEpochs(db, id)),
    'epochs.truncate': ({ id, afterEpoch }) => query((db) => epochs.truncateEpochs(db, id, afterEpoch)),
    'checkpoints.put': ({ id, checkpoint }) =>
      query(async (db) => (await epochs.putCheckpoint(db, id, checkpoint), null)),
    'checkpoints.get': ({ id }) => query((db) => epochs.getCheckpoint(db, id)),

    'reports.get': ({ id }) => query((db) => results.getReport(db, id)),
    'exports.insert': (record) => query(async (db) => (await insertExport(db, record), null)),
    'exports.paths': () => query((db) => listExportPaths(db)),
  }
  return { handlers, close }
}
