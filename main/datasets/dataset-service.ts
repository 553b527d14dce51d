/** Datasets of the open project: what an import makes, and how it is changed. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AskedEdit, EditPlace, SourceState } from '../../compute/spec/data-edit.ts'
import type { ImportedTable } from '../../compute/spec/dataset.ts'
import type { FileImport } from '../../compute/spec/file-source.ts'
import type { ColumnKind, ImportRequest } from '../../compute/spec/table-dialect.ts'
import type { NewVersions } from '../database/queries/dataset-versions.ts'
import type { DatabaseProtocol } from '../database/protocol.ts'
import type { DatasetChange } from '../database/queries/datasets.ts'
import type { DatasetRecord } from '../ipc/contract/records.ts'
import type { JobOptions } from '../ipc/jobs.ts'
import type { Emit } from '../ipc/send-events.ts'
import { newRecordId } from '../runs/record-id.ts'
import type { EngineThreads } from '../threads/engine-threads.ts'
import { importAgain } from './import-again.ts'
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
  /** Makes a version for each edit; runs keep the one that they learned from. Edits that change nothing make none. */
  edit(id: string, edits: readonly AskedEdit[], place: EditPlace, job: JobOptions): Promise<DatasetRecord>
  /** Makes another version the current one. */
  goToVersion(id: string, number: number, job: JobOptions): Promise<DatasetRecord>
  /** Imports the source again, with the settings and edits that there are; nothing changes where it is as it was. */
  reimport(id: string, job: JobOptions): Promise<DatasetRecord>
  /** Whether the source is as it was. A date that changed alone is kept, once the content was seen to be the same. */
  sourceState(id: string): Promise<SourceState>
  /** Copies into the project what the dataset has left where it was. */
  copyIn(id: string, job: JobOptions): Promise<DatasetRecord>
  /** Takes another place for the one where that is now. */
  findSource(id: string, path: string, job: JobOptions): Promise<DatasetRecord>
  /** Changes kinds of columns, which makes a version too. */
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
  /** A dataset whose content was imported once more: what was left somewhere is copied now, or is in another place. */
  async function placed(known: DatasetRecord, table: ImportedTable): Promise<DatasetRecord> {
    const isNews = table.stays !== known.table.stays || table.source.path !== known.table.source.path
    if (known.table.stays === undefined || !isNews) return known
    return tell(await database.ask('datasets.place', { id: known.id, table }), false)
  }
  /** Keeps an imported table; the same content answers with the dataset that is there. */
  async function keep(table: ImportedTable): Promise<DatasetRecord> {
    const known = await database.ask('datasets.find', { fingerprint: table.fingerprint })
    if (known === null) {
      const created = { id: newRecordId(), createdAt: Date.now(), table }
      return tell(await database.ask('datasets.insert', created), true)
    }
    const { id } = known
    const found = await placed(known, table)
    if (found.deletedAt === null) return found
    return tell(await database.ask('datasets.change', { id, deletedAt: null }), true)
  }
  /** What changes versions, one after the other: each begins with what the one before has made. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }
  /** Keeps versions, and removes the files of tables that nothing needs any more. */
  async function addVersions(added: NewVersions): Promise<DatasetRecord> {
    const { dataset, unusedFiles } = await database.ask('datasets.addVersions', added)
    // One that is open elsewhere may refuse; it takes its room and does no harm.
    for (const file of unusedFiles) await rm(join(projectFolder(), file), { force: true }).catch(() => undefined)
    return tell(dataset, false)
  }
  const edit = (id: string, asked: readonly AskedEdit[], place: EditPlace, job: JobOptions): Promise<DatasetRecord> =>
    inTurn(async () => {
      const { number, base, edits } = await database.ask('datasets.version', { id })
      const current = place === 'rows' ? { current: (await database.ask('datasets.get', { id })).table } : {}
      const settled = await engine
        .tables()
        .ask('editTable', { projectFolder: projectFolder(), base, edits, asked, ...current }, job)
      const steps = settled.steps
        .filter(({ change }) => !('count' in change) || change.count > 0)
        .map(({ edit: own, change }) => ({ change, edits: [own] }))
      if (steps.length === 0) return database.ask('datasets.get', { id })
      const { table } = settled
      const added = { id, parent: number, place, now: Date.now(), base, steps, table }
      return addVersions(added)
    })
  return {
    importFile: async (request, job) =>
      keep(await engine.tables().ask('import', { projectFolder: projectFolder(), request }, job)),
    importImages: async (request, job) =>
      keep(await engine.tables().ask('importImages', { projectFolder: projectFolder(), request }, job)),
    importRecordings: async (request, job) =>
      keep(await engine.tables().ask('importRecordings', { projectFolder: projectFolder(), request }, job)),
    edit,
    setKinds: (id, kinds, job) => edit(id, [{ kind: 'set-kinds', kinds }], 'columns', job),
    reimport: (id, job) =>
      inTurn(async () => {
        const { number, base, edits } = await database.ask('datasets.version', { id })
        const again = await importAgain(engine, projectFolder(), base, job)
        // The source has another date at most.
        if (again.fingerprint === base.fingerprint) {
          return tell(await database.ask('datasets.place', { id, table: { ...base, source: again.source } }), false)
        }
        // What stayed at the source is not there any more as it was.
        const origin = base.stays === true ? undefined : (base.origin ?? base.file)
        const to = origin === undefined || origin === again.file ? again : { ...again, origin }
        const place = { projectFolder: projectFolder(), base, edits, to }
        const { table, change, edits: carried } = await engine.tables().ask('carryEdits', place, job)
        const steps = [{ change, edits: carried }]
        const added = { id, parent: number, place: 'source' as const, now: Date.now(), base: to, steps, table }
        return addVersions(added)
      }),
    async sourceState(id) {
      const { base } = await database.ask('datasets.version', { id })
      const { source } = base
      const seen = await engine.tables().ask('sourceState', { projectFolder: projectFolder(), table: base })
      if (seen.state === 'same' && seen.modifiedAt !== source.modifiedAt) {
        const table = { ...base, source: { ...source, modifiedAt: seen.modifiedAt } }
        tell(await database.ask('datasets.place', { id, table }), false)
      }
      return seen.state
    },
    copyIn: (id, job) =>
      inTurn(async () => {
        const { base } = await database.ask('datasets.version', { id })
        const table = await engine.tables().ask('copyLeft', { projectFolder: projectFolder(), table: base }, job)
        return tell(await database.ask('datasets.place', { id, table }), false)
      }),
    findSource: (id, path, job) =>
      inTurn(async () => {
        const { base } = await database.ask('datasets.version', { id })
        const table = await engine.tables().ask('findLeft', { projectFolder: projectFolder(), table: base, path }, job)
        return tell(await database.ask('datasets.place', { id, table }), false)
      }),
    goToVersion: (id, number, job) =>
      inTurn(async () => {
        const { base, edits, table } = await database.ask('datasets.version', { id, number })
        const place = { projectFolder: projectFolder(), base, edits, asked: [] }
        const settled = table ?? (await engine.tables().ask('editTable', place, job)).table
        return tell(await database.ask('datasets.goToVersion', { id, number, now: Date.now(), table: settled }), false)
      }),
    async change(change) {
      return tell(await database.ask('datasets.change', change), change.deletedAt !== undefined)
    },
  }
}
