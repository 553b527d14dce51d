/** The real app with the penguins imported, ready to train runs of any settings: where tests of the runs' screens begin. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunSpec } from '../../../compute/spec/run.ts'
import type { TrainingSpec } from '../../../compute/spec/training.ts'
import { type AnyRunRecord, isPrediction, type RunRecord } from '../../../main/ipc/contract/records.ts'
import { type RunningStudio, startStudio, type StudioOptions } from '../driver.ts'

export interface RunStudio extends AsyncDisposable {
  readonly studio: RunningStudio
  readonly datasetId: string
  /** What the console and the page have complained about; to be empty in the end. */
  readonly complaints: readonly string[]
  /** Imports a table that is given as its text. Gives the dataset's id. */
  importText(name: string, text: string): Promise<string>
  /** Starts a run with the recommended settings, changed as said. */
  start(name: string, training?: Partial<TrainingSpec>): Promise<RunRecord>
  /** Starts a run and waits for its end. */
  train(name: string, training?: Partial<TrainingSpec>): Promise<RunRecord>
  /** Goes to an address of the interface. */
  go(address: string): Promise<void>
  /** Waits until a run is in a state. */
  waitFor(id: string, status: RunRecord['status']): Promise<RunRecord>
}

export interface RunStudioOptions extends StudioOptions {
  readonly sample?: string
}

/** A run that was started to predict. */
function predicting(run: AnyRunRecord): RunRecord {
  if (!isPrediction(run)) throw new TypeError(`${run.name} predicts nothing`)
  return run
}

/** Collects what goes wrong in a window. */
export function listenForComplaints({ page }: RunningStudio): readonly string[] {
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** Starts the app, makes a project and imports a sample. */
export async function startRunStudio({ sample = 'penguins', ...options }: RunStudioOptions = {}): Promise<RunStudio> {
  const studio = await startStudio(options)
  const complaints = listenForComplaints(studio)
  await studio.invoke('projects.create', { name: 'Tests' })
  const { path } = await studio.invoke('samples.path', { id: sample })
  const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
  const { id: datasetId, table } = await studio.invoke('datasets.import', { jobId: 'import', request })
  const { answers } = await studio.invoke('advice.suggest', { datasetId })
  const { model, training, features } = await studio.invoke('advice.recommend', { datasetId, answers })
  const recommended: RunSpec = {
    datasetFingerprint: table.fingerprint,
    task: answers.task,
    target: answers.target,
    features,
    model,
    training: { ...training, threads: 1 },
  }

  const waitFor = async (id: string, status: RunRecord['status']): Promise<RunRecord> => {
    for (;;) {
      const run = predicting(await studio.invoke('runs.get', { id }))
      if (run.status === status) return run
      if (run.status === 'failed') throw new Error(`the run failed: ${JSON.stringify(run.error)}`)
      await pause(100)
    }
  }
  const start = async (name: string, changes: Partial<TrainingSpec> = {}) =>
    predicting(
      await studio.invoke('runs.start', {
        datasetId,
        name,
        spec: { ...recommended, training: { ...recommended.training, ...changes } },
      }),
    )
  return {
    studio,
    datasetId,
    complaints,
    async importText(name, text) {
      const file = join(studio.home.folder, name)
      await writeFile(file, text)
      const imported = { ...request, path: file }
      return (await studio.invoke('datasets.import', { jobId: name, request: imported })).id
    },
    start,
    waitFor,
    train: async (name, changes = { epochs: 30 }) => waitFor((await start(name, changes)).id, 'completed'),
    go: async (address) => {
      await studio.page.evaluate((hash) => {
        location.hash = hash
      }, `#${address}`)
      await studio.page.locator('.page').waitFor()
    },
    [Symbol.asyncDispose]: () => studio[Symbol.asyncDispose](),
  }
}
