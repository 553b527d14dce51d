/** Datasets of the open project: what an import makes, and how it is changed. */
import type { ImportedTable } from '../../compute/spec/dataset.ts'
import type { FileImport } from '../../compute/spec/file-source.ts'
import type { ColumnKind, ImportRequest } from '../../compute/spec/table-dialect.ts'
import type { DatabaseProtocol } from '../database/protocol.ts'
import type { DatasetChange } from '../database/queries/datasets.ts'
import type { DatasetRecord } from '../ipc/contract/records.ts'
import type { JobOptions } from '../ipc/jobs.ts'
import type { Emit } from '../ipc/send-events.ts'
import { newRecordId } from '../runs/record-id.ts'
import type { EngineThreads } from '../threads/engine-threads.ts'
import type { ThreadClient } from '../threads/thread-client.ts'

export interface DatasetServiceOptions {
  readonly database: ThreadClient<DatabaseProtocol>
  readonly engine: EngineThreads
  /** @throws StudioError project-not-found while none is open */
  readonly projectFolder: () => string
  readonly emit: Emit
  /** Called when a dataset came or went. */
  readonly onCount: () => void
}

export interface DatasetService {
  /** Imports a file. The same content answers with the dataset that is there, out of the trash if it was in it. */
  importFile(request: ImportRequest, job: JobOptions): Promise<DatasetRecord>
  /** Imports pictures, otherwise the same. */
  importImages(request: FileImport, job: JobOptions): Promise<DatasetRecord>
  /** The same of recordings. */
  importRecordings(request: FileImport, job: JobOptions): Promise<DatasetRecord>
  /** Changes kinds of columns: the dataset gets another table; runs keep the one they learned from. */
  setKinds(id: string, kinds: Record<string, ColumnKind>, job: JobOptions): Promise<DatasetRecord>
  change(change: DatasetChange): Promise<DatasetRecord>
}

/** The datasets of whatever project is open. */
export function createDatasetService(options: DatasetServiceOptions): DatasetService {
  const { database, engine, projectFolder, emit } = options
  const tell = (dataset: DatasetRecord, counts: boolean): DatasetRecord => {
    emit('dataset.changed', { dataset })
    if (counts) options.onCount()
    return dataset
  }
  /** Keeps an imported table; the same content answers with the dataset that is there. */
  async function keep(table: ImportedTable): Promise<DatasetRecord> {
    const known = await database.ask('datasets.find', { fingerprint: table.fingerprint })
    if (known === null) {
      const created = { id: newRecordId(), createdAt: Date.now(), table }
      return tell(await database.ask('datasets.insert', created), true)
    }
    if (known.deletedAt === null) return known
    return tell(await database.ask('datasets.change', { id: known.id, deletedAt: null }), true)
  }
  return {
    importFile: async (request, job) =>
      keep(await engine.tables().ask('import', { projectFolder: projectFolder(), request }, job)),
    importImages: async (request, job) =>
      keep(await engine.tables().ask('importImages', { projectFolder: projectFolder(), request }, job)),
    importRecordings: async (request, job) =>
      keep(await engine.tables().ask('importRecordings', { projectFolder: projectFolder(), request }, job)),
    async setKinds(id, kinds, job) {
      const { table } = await database.ask('datasets.get', { id })
      const changed = await engine.tables().ask('reprofile', { projectFolder: projectFolder(), table, kinds }, job)
      return tell(await database.ask('datasets.replaceTable', { id, now: Date.now(), table: changed }), false)
    },
    async change(change) {
      return tell(await database.ask('datasets.change', change), change.deletedAt !== undefined)
    },
  }
}
