import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { StudioError } from '../../../../compute/spec/errors.ts'
import type { RunStatus } from '../../../../compute/spec/run.ts'
import { readTrainedModel } from '../../../../compute/train/train-run.ts'
import { checkpointFile } from '../../../../main/projects/project-folder.ts'
import { builtEntries } from '../../../../main/studio.ts'
import { findAppRoot } from '../../../../main/app-root.ts'
import { flowerSpec, importFlowers } from './flowers.ts'
import type { TestStudio } from './test-studio.ts'
import { startTestStudio } from './test-studio.ts'

const reaches = (studio: TestStudio, id: string, ...statuses: RunStatus[]) =>
  studio.waitFor('run.changed', ({ run }) => run.id === id && statuses.includes(run.status))
const hasEpochs = (studio: TestStudio, id: string) => studio.waitFor('run.epochs', (event) => event.id === id)
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof StudioError ? error.code : String(error)),
  )
const weightsOf = async (studio: TestStudio, id: string) => {
  const { weights, bestEpoch, lastEpoch } = await readTrainedModel(
    join(studio.studio.projectFolder(), checkpointFile(id)),
  )
  return {
    weights: new Map([...weights].map(([name, { data }]) => [name, Buffer.from(data.buffer)])),
    bestEpoch,
    lastEpoch,
  }
}

describe('a run', () => {
  it('is trained, evaluated and kept', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const run = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 30) })
    expect(run).toMatchObject({ name: 'MLP 1', status: 'queued', architecture: '16 · 8', totalEpochs: 30 })
    await reaches(studio, run.id, 'completed')
    const record = await studio.invoke('runs.get', { id: run.id })
    expect(record).toMatchObject({ status: 'completed', outcome: 'all-epochs', epoch: 30, error: null })
    expect(record.score?.value).toBeGreaterThan(0.8)
    const history = await studio.invoke('runs.history', { id: run.id })
    expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(history).toEqual(studio.eventsOf('run.epochs').flatMap(({ epochs }) => epochs))
    const best = history.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a))
    expect(record).toMatchObject({ bestEpoch: best.epoch, bestValidationLoss: best.validationLoss })
    const report = await studio.invoke('runs.report', { id: run.id })
    expect(report).toMatchObject({ task: 'classification', rows: 60 })
    expect((await studio.invoke('projects.current', {}))?.runs).toBe(1)
  })

  it('stands still when it is paused, with its state in a checkpoint, and goes on to the same end', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const spec = flowerSpec(dataset, 600)
    const undisturbed = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    await reaches(studio, undisturbed.id, 'completed')

    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    await hasEpochs(studio, id)
    await studio.invoke('runs.pause', { id })
    const paused = await studio.invoke('runs.get', { id })
    expect(paused.status).toBe('paused')
    expect(paused.epoch).toBeLessThan(600)
    expect((await weightsOf(studio, id)).lastEpoch).toBe(paused.epoch)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await studio.invoke('runs.get', { id })).epoch).toBe(paused.epoch)

    const done = reaches(studio, id, 'completed')
    await studio.invoke('runs.resume', { id })
    await done
    expect(await weightsOf(studio, id)).toEqual(await weightsOf(studio, undisturbed.id))
    const [one, other] = await Promise.all(
      [id, undisturbed.id].map(async (each) => {
        const history = await studio.invoke('runs.history', { id: each })
        return history.map(({ seconds: _seconds, ...metrics }) => metrics)
      }),
    )
    expect(one).toEqual(other)
  })

  it('keeps its best weights when it is stopped, and can be extended from there', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 100_000) })
    await hasEpochs(studio, id)
    await studio.invoke('runs.stop', { id })
    const stopped = await studio.invoke('runs.get', { id })
    expect(stopped).toMatchObject({ status: 'stopped', outcome: 'stopped-by-person' })
    expect(stopped.score).not.toBeNull()
    expect((await studio.invoke('runs.report', { id })).rows).toBe(60)

    const done = reaches(studio, id, 'completed')
    await studio.invoke('runs.extend', { id, epochs: 7 })
    await done
    const extended = await studio.invoke('runs.get', { id })
    expect(extended).toMatchObject({ outcome: 'all-epochs', epoch: stopped.epoch + 7, totalEpochs: stopped.epoch + 7 })
    expect(extended.spec).toEqual(stopped.spec)
    expect((await studio.invoke('runs.history', { id })).at(-1)?.epoch).toBe(stopped.epoch + 7)
  })

  it('waits for the one before it, and takes the turn of one that is paused', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const spec = flowerSpec(dataset, 100_000)
    const first = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    const second = await studio.invoke('runs.start', { datasetId: dataset.id, spec, name: 'Second' })
    await hasEpochs(studio, first.id)
    expect((await studio.invoke('runs.get', { id: second.id })).status).toBe('queued')

    const begins = reaches(studio, second.id, 'running')
    await studio.invoke('runs.pause', { id: first.id })
    await begins
    await studio.invoke('runs.resume', { id: first.id })
    expect((await studio.invoke('runs.get', { id: first.id })).status).toBe('queued')

    const again = reaches(studio, first.id, 'running')
    await hasEpochs(studio, second.id)
    await studio.invoke('runs.stop', { id: second.id })
    await again
    await studio.invoke('runs.stop', { id: first.id })
    expect((await studio.invoke('runs.list', {})).map(({ status }) => status)).toEqual(['stopped', 'stopped'])
  })

  it('that waits can be stopped before it ever began, and begun after all', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const first = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 100_000) })
    const second = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 5) })
    await studio.invoke('runs.stop', { id: second.id })
    expect(await studio.invoke('runs.get', { id: second.id })).toMatchObject({
      status: 'stopped',
      epoch: 0,
      score: null,
    })
    await hasEpochs(studio, first.id)
    await studio.invoke('runs.stop', { id: first.id })
    const done = reaches(studio, second.id, 'completed')
    await studio.invoke('runs.resume', { id: second.id })
    expect((await done).run.epoch).toBe(5)
  })

  it('refuses what can not be done to it as it is', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 100_000) })
    await hasEpochs(studio, id)
    expect(await codeOf(studio.invoke('runs.resume', { id }))).toBe('run-not-in-that-state')
    expect(await codeOf(studio.invoke('runs.extend', { id, epochs: 5 }))).toBe('run-not-in-that-state')
    expect(await codeOf(studio.invoke('runs.delete', { ids: [id] }))).toBe('run-not-in-that-state')
    await studio.invoke('runs.stop', { id })
    expect(await codeOf(studio.invoke('runs.pause', { id }))).toBe('run-not-in-that-state')
    expect(await codeOf(studio.invoke('runs.purge', { ids: [id] }))).toBe('run-not-in-that-state')
    expect(await codeOf(studio.invoke('runs.stop', { id: 'nobody' }))).toBe('record-not-found')
  })

  it('says why it failed, and nothing else goes wrong', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const spec = { ...flowerSpec(dataset, 5), target: 'missing' }
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    await reaches(studio, id, 'failed')
    const failed = await studio.invoke('runs.get', { id })
    expect(failed.error).toMatchObject({ code: 'target-not-found', params: { column: 'missing' } })
    const next = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 5) })
    await reaches(studio, next.id, 'completed')
  })

  it('goes to the trash, comes back, and goes for good with its files', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 5) })
    await reaches(studio, id, 'completed')
    await studio.invoke('runs.delete', { ids: [id] })
    expect((await studio.invoke('runs.get', { id })).deletedAt).not.toBeNull()
    await studio.invoke('runs.restore', { ids: [id] })
    expect((await studio.invoke('runs.get', { id })).deletedAt).toBeNull()
    expect((await studio.invoke('runs.predict', { id, cells: {} })).task).toBe('classification')

    await studio.invoke('runs.delete', { ids: [id] })
    const checkpoint = join(studio.studio.projectFolder(), checkpointFile(id))
    const { size } = await stat(checkpoint)
    expect(await studio.invoke('runs.purge', { ids: [id] })).toEqual({ freedBytes: size })
    await expect(readFile(checkpoint)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await studio.invoke('runs.list', {})).toEqual([])
  })
})

describe('an app that ends while a run is training', () => {
  it('leaves the run interrupted; the next one goes on to the same end as an undisturbed run', async () => {
    await using first = await startTestStudio()
    const dataset = await importFlowers(first)
    const spec = flowerSpec(dataset, 500)
    const undisturbed = await first.invoke('runs.start', { datasetId: dataset.id, spec })
    await reaches(first, undisturbed.id, 'completed')
    const expected = await weightsOf(first, undisturbed.id)
    const project = first.studio.projectFolder()
    const { id } = await first.invoke('runs.start', { datasetId: dataset.id, spec })
    const waiting = await first.invoke('runs.start', { datasetId: dataset.id, spec })
    await hasEpochs(first, id)
    await first.studio.close()

    await using second = await startTestStudio({ folder: first.folder })
    await second.invoke('projects.open', { path: project })
    const statuses = Object.fromEntries((await second.invoke('runs.list', {})).map((run) => [run.id, run.status]))
    expect(statuses).toEqual({ [undisturbed.id]: 'completed', [id]: 'interrupted', [waiting.id]: 'interrupted' })
    const kept = await second.invoke('runs.get', { id })
    expect(kept.epoch).toBeGreaterThan(0)
    expect((await weightsOf(second, id)).lastEpoch).toBe(kept.epoch)
    const done = reaches(second, id, 'completed')
    await second.invoke('runs.resume', { id })
    await done
    expect(await weightsOf(second, id)).toEqual(expected)
  })

  it('lets the run be stopped where it was: its best weights are evaluated', async () => {
    await using first = await startTestStudio()
    const dataset = await importFlowers(first)
    const project = first.studio.projectFolder()
    const { id } = await first.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 100_000) })
    await hasEpochs(first, id)
    await first.studio.close()

    await using second = await startTestStudio({ folder: first.folder })
    await second.invoke('projects.open', { path: project })
    await second.invoke('runs.stop', { id })
    expect(await second.invoke('runs.get', { id })).toMatchObject({ status: 'stopped', outcome: 'stopped-by-person' })
    expect((await second.invoke('runs.report', { id })).rows).toBe(60)
  })
})

describe('a training thread that dies', () => {
  it('leaves a failed run that can go on from its checkpoint', async () => {
    const entry = join(import.meta.dirname, 'dying-engine.js')
    const entries = { ...builtEntries(findAppRoot()), engine: entry }
    await using studio = await startTestStudio({ parts: { entries } })
    const dataset = await importFlowers(studio)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 100_000) })
    const fails = reaches(studio, id, 'failed')
    const checkpoint = join(studio.studio.projectFolder(), checkpointFile(id))
    await vi.waitFor(() => stat(checkpoint), { timeout: 60_000 })
    await hasEpochs(studio, id)
    const channel = new BroadcastChannel('break')
    channel.postMessage(null)
    channel.close()
    await fails
    const failed = await studio.invoke('runs.get', { id })
    expect(failed).toMatchObject({ error: { code: 'training-thread-died' } })

    const goesOn = studio.waitFor('run.epochs', (event) => event.id === id)
    await studio.invoke('runs.resume', { id })
    const { epochs } = await goesOn
    expect(epochs[0]?.epoch).toBeGreaterThan(1)
    const history = await studio.invoke('runs.history', { id })
    expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, index) => index + 1))
    await studio.invoke('runs.stop', { id })
    expect(await studio.invoke('runs.get', { id })).toMatchObject({ status: 'stopped', error: null })
  })
})
