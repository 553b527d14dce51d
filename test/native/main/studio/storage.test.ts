/** What happens when the disk doesn't do its part: the person is told, the app lives on, nothing is lost. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { openExisting } from '../../../../main/database/connection.ts'
import { canMount, mountSmallDisk } from '../../../support/small-disk.ts'
import { flowerSpec, importFlowers, writeFlowers } from './flowers.ts'
import { startTestStudio } from './test-studio.ts'

const errorOf = (promise: Promise<unknown>): Promise<{ code: string; params: object }> =>
  promise.then(
    () => ({ code: 'no error', params: {} }),
    (error: unknown) =>
      error instanceof StudioError ? { code: error.code, params: error.params } : { code: String(error), params: {} },
  )

describe('a project that can not be opened', () => {
  it.each([
    ['that is damaged', 'database-corrupt', (file: string) => writeFileSync(file, 'x'.repeat(10_000))],
    ['that is empty', 'database-corrupt', (file: string) => writeFileSync(file, '')],
    [
      'from a newer version of the app',
      'database-newer',
      (file: string) => {
        const connection = openExisting(file)
        connection.pragma('user_version = 99990')
        connection.close()
      },
    ],
  ])('%s leaves the one that is open as it was, and is left as it is', async (_what, code, damage) => {
    await using studio = await startTestStudio()
    const { path: broken } = await studio.invoke('projects.create', { name: 'Broken' })
    const dataset = await importFlowers(studio)
    const file = join(broken, 'project.sqlite')
    damage(file)
    const before = readFileSync(file)
    expect(await errorOf(studio.invoke('projects.open', { path: broken }))).toMatchObject({
      code,
      params: { path: file },
    })
    expect(readFileSync(file)).toEqual(before)
    expect((await studio.invoke('projects.current', {}))?.name).toBe('Flowers')
    expect((await studio.invoke('datasets.list', {})).map(({ id }) => id)).toEqual([dataset.id])
  })

  it('that is not there is not made', async () => {
    await using studio = await startTestStudio()
    const path = join(studio.folder, 'nowhere')
    expect(await errorOf(studio.invoke('projects.open', { path }))).toMatchObject({ code: 'project-not-found' })
    expect(existsSync(path)).toBe(false)
    expect(await studio.invoke('projects.current', {})).toBeNull()
    expect(await errorOf(studio.invoke('runs.list', {}))).toMatchObject({ code: 'project-not-found' })
  })

  it('since another app has it is said so, until that app lets go of it', async () => {
    await using first = await startTestStudio()
    const { path } = await first.invoke('projects.create', { name: 'Shared' })
    await using second = await startTestStudio()
    const refused = await errorOf(second.invoke('projects.open', { path }))
    expect(refused).toEqual({ code: 'project-in-use', params: { path } })
    await first.invoke('projects.close', {})
    expect((await second.invoke('projects.open', { path })).name).toBe('Shared')
  })

  it('is still on the list, said to be missing, until it is forgotten', async () => {
    await using studio = await startTestStudio()
    const { path } = await studio.invoke('projects.create', { name: 'Gone' })
    await studio.invoke('projects.create', { name: 'Here' })
    await rm(path, { recursive: true })
    const listed = await studio.invoke('projects.recent', {})
    expect(listed.map(({ name, exists }) => [name, exists])).toEqual([
      ['Here', true],
      ['Gone', false],
    ])
    await studio.invoke('projects.forget', { path })
    expect(await studio.invoke('projects.recent', {})).toHaveLength(1)
  })
})

// Needs file systems of its own, which only root may mount.
describe.runIf(canMount())('a disk', () => {
  it('that is read-only is said to be, and a project on it can not be made or opened', async () => {
    using disk = mountSmallDisk(32)
    await using studio = await startTestStudio()
    const { path } = await studio.invoke('projects.create', { name: 'Kept', parent: disk.path })
    await studio.invoke('projects.close', {})
    disk.setReadOnly(true)
    expect(await errorOf(studio.invoke('projects.create', { name: 'New', parent: disk.path }))).toEqual({
      code: 'folder-read-only',
      params: { path: disk.path },
    })
    expect(await errorOf(studio.invoke('projects.open', { path }))).toMatchObject({
      code: 'folder-read-only',
      params: { path },
    })
    disk.setReadOnly(false)
    expect((await studio.invoke('projects.open', { path })).name).toBe('Kept')
  })

  it('that is read-only takes no export; the run stays as it was', async () => {
    using disk = mountSmallDisk(1)
    disk.setReadOnly(true)
    const target = join(disk.path, 'flowers.onnx')
    await using studio = await startTestStudio({ desktop: { chooseModelFile: () => Promise.resolve(target) } })
    const dataset = await importFlowers(studio)
    const done = studio.waitFor('run.changed', ({ run }) => run.status === 'completed')
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 5) })
    await done
    expect(await errorOf(studio.invoke('runs.export', { jobId: 'a', id }))).toMatchObject({
      code: 'folder-read-only',
      params: { path: target },
    })
    expect(await studio.invoke('runs.get', { id })).toMatchObject({ status: 'completed', exports: 0 })
    disk.setReadOnly(false)
    expect((await studio.invoke('runs.export', { jobId: 'b', id }))?.path).toBe(target)
  })

  it('with no room left refuses an import and leaves nothing of it behind', async () => {
    using disk = mountSmallDisk(3)
    await using studio = await startTestStudio()
    const { path } = await studio.invoke('projects.create', { name: 'Small', parent: disk.path })
    const file = await writeFlowers(studio.folder, 200_000)
    const request = { path: file, dialect: {}, kinds: {}, skipBadRows: false }
    const ballast = join(disk.path, 'ballast')
    await fill(ballast)
    await truncate(ballast, statSync(ballast).size - 100_000)
    expect(await errorOf(studio.invoke('datasets.import', { jobId: 'a', request }))).toMatchObject({
      code: 'disk-full',
    })
    expect(readdirSync(join(path, 'datasets'))).toEqual([])
    expect(await studio.invoke('datasets.list', {})).toEqual([])
  })

  it('that fills up while a run trains ends the run with that word, and it goes on when there is room again', async () => {
    using disk = mountSmallDisk(16)
    await using studio = await startTestStudio()
    await studio.invoke('projects.create', { name: 'Flowers', parent: disk.path })
    const file = await writeFlowers(studio.folder)
    const request = { path: file, dialect: {}, kinds: {}, skipBadRows: false }
    const dataset = await studio.invoke('datasets.import', { jobId: 'a', request })
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: flowerSpec(dataset, 100_000) })
    await studio.waitFor('run.epochs', (event) => event.id === id)

    const ballast = join(disk.path, 'ballast')
    const failed = studio.waitFor('run.changed', ({ run }) => run.id === id && run.status === 'failed')
    await fill(ballast)
    await failed
    // The app still answers; what it could write of the end is another matter.
    expect((await studio.invoke('runs.list', {})).map((run) => run.id)).toEqual([id])

    await writeFile(ballast, '')
    const goesOn = studio.waitFor('run.epochs', (event) => event.id === id)
    await studio.invoke('runs.resume', { id })
    await goesOn
    await studio.invoke('runs.stop', { id })
    const history = await studio.invoke('runs.history', { id })
    expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, index) => index + 1))
    expect(await studio.invoke('runs.get', { id })).toMatchObject({ status: 'stopped', error: null })
  })
})

/** Writes until there is no room left. */
async function fill(path: string): Promise<void> {
  for (let size = 1 << 22; size >= 512; size >>= 1) {
    for (;;) {
      const before = existsSync(path) ? (await readFile(path)).length : 0
      try {
        await writeFile(path, Buffer.alloc(size), { flag: 'a' })
      } catch {
        // Part of it may have been written; the next, smaller one takes the rest.
        if ((await readFile(path)).length === before) break
      }
    }
  }
}
