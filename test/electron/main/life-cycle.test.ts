/** How the app begins and ends: the window, its menus, quitting while a run trains, being started twice. */
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunningStudio, StudioHome } from '../driver.ts'
import { makeHome, prepareStudio, startStudio } from '../driver.ts'
import { importPenguins, penguinSpec, runReaches } from './killed-runs.ts'

let home: StudioHome
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => rm(home.folder, { recursive: true, force: true }))

/** Titles of the menus and labels of their items. */
const menuLabels = (studio: RunningStudio): Promise<string[]> =>
  studio.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items.map((item) => item.label) ?? []),
    ]),
  )

/** Starts a run that goes on until it is ended. */
async function startEndlessRun(studio: RunningStudio): Promise<{ id: string; project: string }> {
  const { dataset, project } = await importPenguins(studio)
  const spec = await penguinSpec(studio, dataset, 100_000)
  const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec, name: 'The long one' })
  await runReaches(studio, id, 'running')
  return { id, project }
}

describe('the app', () => {
  it('remembers everything over a restart: project, settings, the size of its window', async () => {
    const first = await startStudio({ home })
    const { id, project } = await startEndlessRun(first)
    await first.invoke('runs.stop', { id })
    await first.invoke('settings.change', { theme: 'dark', chart: { smoothing: 0.5, logScale: true } })
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700))
    const [runs, datasets] = [await first.invoke('runs.list', {}), await first.invoke('datasets.list', {})]
    await first.quit()

    await using second = await startStudio({ home })
    expect(await second.invoke('settings.get', {})).toMatchObject({
      theme: 'dark',
      chart: { smoothing: 0.5, logScale: true },
      window: { width: 1000, height: 700 },
    })
    expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())).toEqual([
      1000, 700,
    ])
    expect((await second.invoke('projects.recent', {})).map(({ path, runs: count }) => [path, count])).toEqual([
      [project, 1],
    ])
    await second.invoke('projects.open', { path: project })
    expect(await second.invoke('runs.list', {})).toEqual(runs)
    expect(await second.invoke('datasets.list', {})).toEqual(datasets)
  })

  it('speaks another language at once, in its menus too, and shows another theme', async () => {
    await using studio = await startStudio({ home })
    expect(await menuLabels(studio)).toEqual(expect.arrayContaining(['File', 'Import a File…', 'Keyboard Shortcuts']))
    const told = studio.page.evaluate(
      () => new Promise((resolve) => window.modelwright.on('settings.changed', ({ language }) => resolve(language))),
    )
    await studio.invoke('settings.change', { language: 'zh-CN' })
    expect(await told).toBe('zh-CN')
    expect(await menuLabels(studio)).toEqual(expect.arrayContaining(['文件', '导入文件…', '键盘快捷键']))
    expect((await studio.invoke('app.info', {})).language).toBe('zh-CN')

    const background = () =>
      studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor())
    expect((await background())?.toLowerCase()).toBe('#f2f5f3')
    await studio.invoke('settings.change', { theme: 'dark' })
    await vi.waitFor(async () => expect((await background())?.toLowerCase()).toBe('#101413'))
    expect((await studio.invoke('app.info', {})).dark).toBe(true)
  })

  it('comes to the front when it is started again, and opens the file that was named', async () => {
    await using studio = await startStudio({ home })
    const file = join(home.folder, 'more flowers.csv')
    await writeFile(file, 'a,b\n1,x\n2,y\n')
    const opened = studio.page.evaluate(
      () => new Promise((resolve) => window.modelwright.on('file.opened', ({ path }) => resolve(path))),
    )
    await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const { executablePath, args } = await prepareStudio()
    await promisify(execFile)(executablePath, [...args, `--user-data-dir=${home.userData}`, file])
    expect(await opened).toBe(file)
    expect(studio.app.windows()).toHaveLength(1)
    const minimized = () => studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())
    await vi.waitFor(async () => expect(await minimized()).toBe(false))
  })

  it('opens the file that it was started with', async () => {
    const file = join(home.folder, 'flowers.csv')
    await writeFile(file, 'length,kind\n1,rose\n2,tulip\n')
    await using studio = await startStudio({ home, args: [file] })
    await studio.page.waitForURL((url) => decodeURIComponent(url.href).includes('flowers.csv'))
  })

  it('opens the project whose folder or database it was started with', async () => {
    const first = await startStudio({ home })
    const { path } = await first.invoke('projects.create', { name: 'By its database' })
    await first.quit()
    await using second = await startStudio({ home, args: [join(path, 'project.sqlite')] })
    await vi.waitFor(async () => expect((await second.invoke('projects.current', {}))?.path).toBe(path), 10_000)
  })
})

describe('quitting while a run trains', () => {
  it('goes on training when the person wants that', async () => {
    await using studio = await startStudio({ home })
    const { id } = await startEndlessRun(studio)
    await studio.answerDialogs({ message: [0] })
    await studio.app.evaluate(({ app }) => app.quit())
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const before = await studio.invoke('runs.get', { id })
    expect(before.status).toBe('running')
    await vi.waitFor(
      async () => expect((await studio.invoke('runs.get', { id })).epoch).toBeGreaterThan(before.epoch),
      10_000,
    )
  })

  it('saves the run where it stands, and the next app goes on from there', async () => {
    const first = await startStudio({ home })
    const { id, project } = await startEndlessRun(first)
    await vi.waitFor(async () => expect((await first.invoke('runs.get', { id })).epoch).toBeGreaterThan(20), 20_000)
    await first.answerDialogs({ message: [1] })
    await first.quit()

    await using second = await startStudio({ home })
    await second.invoke('projects.open', { path: project })
    const kept = await second.invoke('runs.get', { id })
    expect(kept).toMatchObject({ status: 'interrupted' })
    expect(kept.epoch).toBeGreaterThan(20)
    const goesOn = second.page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          window.modelwright.on('run.epochs', ({ epochs }) => resolve(epochs[0]?.epoch ?? 0)),
        ),
    )
    await second.invoke('runs.resume', { id })
    // Not an epoch was trained twice.
    expect(await goesOn).toBe(kept.epoch + 1)
  })

  it('asks nothing of the person when the system ends it, and saves all the same', async () => {
    const first = await startStudio({ home })
    const { id, project } = await startEndlessRun(first)
    await vi.waitFor(async () => expect((await first.invoke('runs.get', { id })).epoch).toBeGreaterThan(5), 20_000)
    const ended = new Promise<void>((resolve) => first.app.once('close', () => resolve()))
    first.app.process().kill('SIGTERM')
    await ended

    await using second = await startStudio({ home })
    await second.invoke('projects.open', { path: project })
    expect(await second.invoke('runs.get', { id })).toMatchObject({ status: 'interrupted' })
  })
})
