/** Runs that are not training: where their parts are, how they are edited, thrown away and exported. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../compute/spec/errors.ts'
import type { DrawnRequest } from '../../compute/spec/made-pictures.ts'
import type { WrittenProgram } from '../../compute/spec/training-program.ts'
import {
  type AnyRunPlace,
  type GenerationPlace,
  isGenerationPlace,
  type RunPlace,
} from '../../compute/worker/engine-protocol.ts'
import type { DatabaseProtocol } from '../database/protocol.ts'
import type { RunEdit } from '../database/queries/runs.ts'
import type { AnyRunRecord, ExportRecord, RunSummary } from '../ipc/contract/records.ts'
import type { JobOptions } from '../ipc/jobs.ts'
import type { Emit } from '../ipc/send-events.ts'
import { checkpointFile, folderNameOf, runFolder, samplesFolder } from '../projects/project-folder.ts'
import type { EngineThreads } from '../threads/engine-threads.ts'
import type { ThreadClient } from '../threads/thread-client.ts'
import { newRecordId } from './record-id.ts'

export interface RunServiceOptions {
  readonly database: ThreadClient<DatabaseProtocol>
  readonly engine: EngineThreads
  /** @throws StudioError project-not-found while none is open */
  readonly projectFolder: () => string
  readonly isInHand: (id: string) => boolean
  /** Asks where a model is to be saved; null when that was dismissed. */
  readonly chooseModelFile: (suggestion: string) => Promise<string | null>
  /** Asks where weights are to be saved; null when that was dismissed. */
  readonly chooseWeightsFile: (suggestion: string) => Promise<string | null>
  /** Asks where a folder is to be made; null when that was dismissed. */
  readonly chooseNewFolder: (suggestion: string) => Promise<string | null>
  /** Asks where a picture is to be saved; null when that was dismissed. */
  readonly choosePictureFile: (suggestion: string) => Promise<string | null>
  readonly emit: Emit
  /** Called with a place outside the project that something was written to. */
  readonly onWritten: (path: string) => void
  /** Called when a run came or went. */
  readonly onCount: () => void
}

/** What the interface may change of runs. */
export interface RunDetails {
  readonly ids: readonly string[]
  readonly name?: string | undefined
  readonly note?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly archived?: boolean | undefined
}

export interface RunService {
  /** Where the parts of a run are, by its id or its record. */
  locate(run: string | AnyRunRecord): Promise<AnyRunPlace>
  /** The same for a run that predicts. @throws StudioError bad-request for one that makes pictures */
  locatePrediction(id: string): Promise<RunPlace>
  /** The same for a run that makes pictures. @throws StudioError bad-request for one that predicts */
  locateGeneration(id: string): Promise<GenerationPlace>
  edit(details: RunDetails): Promise<RunSummary[]>
  /** @throws StudioError run-not-in-that-state for one that is in hand; then none is moved */
  moveToTrash(ids: readonly string[]): Promise<void>
  restore(ids: readonly string[]): Promise<void>
  /** Removes runs that are in the trash; answers with the bytes that their files had. */
  purge(ids: readonly string[]): Promise<number>
  /** Asks where to save, exports, checks; null when the dialog was dismissed. */
  exportModel(id: string, job: JobOptions): Promise<ExportRecord | null>
  /** Asks where, and writes the run's weights there; null when the dialog was dismissed, else the path. */
  exportWeights(id: string, job: JobOptions): Promise<string | null>
  /** Asks where, and writes the pictures that a run draws as one; null when the dialog was dismissed, else the path. */
  saveDrawn(id: string, request: DrawnRequest): Promise<string | null>
  /** Asks where, and writes the run's training program there; null when the dialog was dismissed. */
  exportProgram(id: string, job: JobOptions): Promise<WrittenProgram | null>
}

/** The runs of whatever project is open. */
export function createRunService(options: RunServiceOptions): RunService {
  const { database, engine, projectFolder, emit } = options

  async function edit(change: RunEdit): Promise<RunSummary[]> {
    const changed = await database.ask('runs.edit', change)
    for (const run of changed) emit('run.changed', { run })
    if (change.deletedAt !== undefined) options.onCount()
    return changed
  }

  async function locate(run: string | AnyRunRecord): Promise<AnyRunPlace> {
    const folder = projectFolder()
    const { id, datasetId, spec, totalEpochs } =
      typeof run === 'string' ? await database.ask('runs.get', { id: run }) : run
    const table = await database.ask('datasets.table', { datasetId, fingerprint: spec.datasetFingerprint })
    const place = { projectFolder: folder, table, checkpoint: join(folder, checkpointFile(id)), totalEpochs }
    return spec.task === 'generation'
      ? { ...place, spec, samples: join(folder, samplesFolder(id)) }
      : { ...place, spec }
  }

  async function locatePrediction(id: string): Promise<RunPlace> {
    const place = await locate(id)
    if (isGenerationPlace(place)) throw ofAnotherKind(id)
    return place
  }

  async function locateGeneration(id: string): Promise<GenerationPlace> {
    const place = await locate(id)
    if (!isGenerationPlace(place)) throw ofAnotherKind(id)
    return place
  }

  /** Refuses runs that are not as they have to be. */
  async function requireEach(ids: readonly string[], command: string, fits: (run: RunSummary) => boolean) {
    for (const id of ids) {
      const run = await database.ask('runs.get', { id })
      if (!fits(run)) throw new StudioError('run-not-in-that-state', { name: run.name, status: run.status, command })
    }
  }

  return {
    locate,
    locatePrediction,
    locateGeneration,
    edit: ({ ids, name, note, tags, archived }) =>
      edit({
        ids,
        ...(name === undefined ? {} : { name }),
        ...(note === undefined ? {} : { note }),
        ...(tags === undefined ? {} : { tags }),
        ...(archived === undefined ? {} : { archivedAt: archived ? Date.now() : null }),
      }),
    async moveToTrash(ids) {
      await requireEach(ids, 'delete', ({ id }) => !options.isInHand(id))
      await edit({ ids, deletedAt: Date.now() })
    },
    async restore(ids) {
      await edit({ ids, deletedAt: null })
    },
    async purge(ids) {
      await requireEach(ids, 'purge', ({ id, deletedAt }) => deletedAt !== null && !options.isInHand(id))
      // First the rows: files without a row are garbage, a row without its files would be a broken run.
      await database.ask('runs.purge', { ids })
      const freed = await Promise.all(ids.map((id) => removeFolder(join(projectFolder(), runFolder(id)))))
      return freed.reduce((sum, bytes) => sum + bytes, 0)
    },
    async exportWeights(id, job) {
      const run = await database.ask('runs.get', { id })
      const suggestion = join(projectFolder(), 'exports', `${folderNameOf(run.name)}.safetensors`)
      const path = await options.chooseWeightsFile(suggestion)
      if (path === null) return null
      await engine.results().ask('exportWeights', { ...(await locate(id)), path }, job)
      options.onWritten(path)
      return path
    },
    async saveDrawn(id, request) {
      const { name } = await database.ask('runs.get', { id })
      const suggestion = join(projectFolder(), 'exports', `${folderNameOf(name)} ${request.seed}.png`)
      const path = await options.choosePictureFile(suggestion)
      if (path === null) return null
      await engine.results().ask('savePictures', { ...(await locateGeneration(id)), path, request })
      options.onWritten(path)
      return path
    },
    async exportProgram(id, job) {
      const run = await database.ask('runs.get', { id })
      const folder = await options.chooseNewFolder(
        join(projectFolder(), 'exports', `${folderNameOf(run.name)}-training`),
      )
      if (folder === null) return null
      const written = await engine
        .results()
        .ask('exportProgram', { ...(await locate(id)), folder, name: run.name }, job)
      options.onWritten(folder)
      return written
    },
    async exportModel(id, job) {
      const run = await database.ask('runs.get', { id })
      const suggestion = join(projectFolder(), 'exports', `${folderNameOf(run.name)}.onnx`)
      const path = await options.chooseModelFile(suggestion)
      if (path === null) return null
      const metadata = {
        'modelwright.run': `${run.id} ${run.name}`,
        'modelwright.data': run.spec.datasetFingerprint,
        ...Object.fromEntries(
          Object.entries(run.versions).map(([name, version]) => [`modelwright.versions.${name}`, version]),
        ),
      }
      const place = await locate(run)
      const check = isGenerationPlace(place)
        ? await engine.results().ask('exportGenerator', { ...place, path, metadata }, job)
        : await engine.results().ask('export', { ...place, path, metadata }, job)
      const record = { id: newRecordId(), runId: id, path, createdAt: Date.now(), check }
      await database.ask('exports.insert', record)
      emit('run.changed', { run: await database.ask('runs.get', { id }) })
      return record
    },
  }
}

const ofAnotherKind = (id: string) =>
  new StudioError('bad-request', { channel: 'runs' }, { cause: new Error(`run ${id} is of another kind`) })

/** Removes a folder and all in it; answers with the bytes that its files had. */
async function removeFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size))
  await rm(folder, { recursive: true, force: true })
  return sizes.reduce((sum, size) => sum + size, 0)
}
