/** Kills the whole app again and again while it trains, and looks at what is left. Shared by the short and the long test. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect } from 'vitest'
import { randomUnit } from '../../../compute/spec/random.ts'
import type { RunSpec, RunStatus } from '../../../compute/spec/run.ts'
import { readCheckpoint } from '../../../compute/train/checkpoint.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { checkpointFile } from '../../../main/projects/project-folder.ts'
import type { RunningStudio, StudioHome } from '../driver.ts'
import { startStudio } from '../driver.ts'

/** Imports the penguins into a new project. */
export async function importPenguins(studio: RunningStudio): Promise<{ dataset: DatasetRecord; project: string }> {
  const { path: project } = await studio.invoke('projects.create', { name: 'Penguins' })
  const { path } = await studio.invoke('samples.path', { id: 'penguins' })
  const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
  return { project, dataset: await studio.invoke('datasets.import', { jobId: 'import', request }) }
}

/** What the studio recommends for the penguins, but for a given number of epochs, all of them. */
export async function penguinSpec(studio: RunningStudio, dataset: DatasetRecord, epochs: number): Promise<RunSpec> {
  const { answers } = await studio.invoke('advice.suggest', { datasetId: dataset.id, target: 'species' })
  const { model, training, features } = await studio.invoke('advice.recommend', { datasetId: dataset.id, answers })
  return {
    datasetFingerprint: dataset.table.fingerprint,
    task: 'classification',
    target: 'species',
    features,
    model,
    training: { ...training, epochs, earlyStopping: null },
  }
}

/** Waits until a run has a status. @throws Error when it has failed instead, with why */
export async function runReaches(studio: RunningStudio, id: string, status: RunStatus): Promise<void> {
  for (const begin = Date.now(); Date.now() - begin < 180_000;) {
    const run = await studio.invoke('runs.get', { id })
    if (run.status === status) return
    if (run.status === 'failed') throw new Error(`the run failed: ${JSON.stringify(run.error)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the run did not come to be ${status}`)
}

/** All tensors of a run's checkpoint, as bytes by their names: newest and best weights, and the optimiser's state. */
export async function tensorsOf(project: string, id: string): Promise<Record<string, Buffer>> {
  const { weights, slots, best } = await readCheckpoint(join(project, checkpointFile(id)))
  const parts = Object.entries({ weights, slots, best: best ?? new Map<string, never>() })
  return Object.fromEntries(
    parts.flatMap(([part, tensors]) =>
      Array.from(tensors, ([name, { data }]) => {
        return [`${part} ${name}`, Buffer.from(data.buffer, data.byteOffset, data.byteLength)] as const
      }),
    ),
  )
}

/** Checks a copy of the database as the dead app left it, with its write-ahead log. */
function expectWholeDatabase(project: string): void {
  const copy = mkdtempSync(join(tmpdir(), 'modelwright-copy-'))
  try {
    for (const name of ['project.sqlite', 'project.sqlite-wal', 'project.sqlite-shm']) {
      if (existsSync(join(project, name))) cpSync(join(project, name), join(copy, name))
    }
    const database = new Sqlite(join(copy, 'project.sqlite'))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
    database.close()
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** One kill: how long after training began, how far the run was, and how far its checkpoint. */
interface Kill {
  readonly afterMs: number
  readonly epoch: number
  readonly checkpointEpoch: number
}

/** What was killed when, in words. */
export function killReport(kills: readonly Kill[]): string {
  return kills
    .map(
      ({ afterMs, epoch, checkpointEpoch }) =>
        `killed after ${afterMs} ms, epoch ${epoch}, checkpoint ${checkpointEpoch}`,
    )
    .join('\n')
}

/** Epochs that were finished when a run's checkpoint was written; 0 where there is none yet. */
function checkpointEpochOf(project: string, id: string): Promise<number> {
  return readCheckpoint(join(project, checkpointFile(id))).then(
    ({ counters }) => counters.epoch,
    () => 0,
  )
}

/** Waits until a run tells of its training. */
function trainingBegins(studio: RunningStudio, id: string): Promise<void> {
  return studio.page.evaluate(
    (run) =>
      new Promise<void>((resolve) => {
        const end = window.modelwright.on('run.progress', (event) => {
          if (event.id !== run) return
          end()
          resolve()
        })
      }),
    id,
  )
}

/**
 * Trains a run undisturbed, then the same one with the app killed `times` times at random moments, and expects the
 * same bytes. Answers with what it did.
 */
export async function killWhileTraining(home: StudioHome, times: number, epochs: number): Promise<Kill[]> {
  const kills: Kill[] = []
  let studio = await startStudio({ home })
  try {
    const { dataset, project } = await importPenguins(studio)
    const spec = await penguinSpec(studio, dataset, epochs)
    const undisturbed = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    await runReaches(studio, undisturbed.id, 'completed')
    const expected = await tensorsOf(project, undisturbed.id)
    const expectedHistory = await studio.invoke('runs.history', { id: undisturbed.id })
    // So long at most each time: on no machine, however fast, is the run at its end before the last kill.
    const { seconds } = await studio.invoke('runs.get', { id: undisturbed.id })
    const longestMs = (1000 * seconds) / (times + 1)

    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    for (let time = 0; time < times; time++) {
      await trainingBegins(studio, id)
      const afterMs = Math.round(longestMs * randomUnit(3, 'calibration', times, time))
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      await studio.kill()
      expectWholeDatabase(project)

      studio = await startStudio({ home })
      await studio.invoke('projects.open', { path: project })
      const { status, epoch } = await studio.invoke('runs.get', { id })
      expect(status).toBe('interrupted')
      kills.push({ afterMs, epoch, checkpointEpoch: await checkpointEpochOf(project, id) })
      await studio.invoke('runs.resume', { id })
    }
    await runReaches(studio, id, 'completed')
    expect(await tensorsOf(project, id)).toEqual(expected)
    const history = await studio.invoke('runs.history', { id })
    const figures = (all: typeof history) => all.map(({ seconds: _seconds, ...metrics }) => metrics)
    expect(figures(history)).toEqual(figures(expectedHistory))
    const report = (run: string) => studio.invoke('runs.report', { id: run })
    expect(await report(id)).toEqual(await report(undisturbed.id))
    await studio.quit()
    expectWholeDatabase(project)
    return kills
  } finally {
    await studio[Symbol.asyncDispose]()
  }
}
