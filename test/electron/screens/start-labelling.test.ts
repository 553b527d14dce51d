/**
 * Recordings that came without classes get them by keyboard, a model suggests the rest, all of it can be undone after a restart, and
 * stays when the source changed and is brought in again; so do the classes of pictures.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { greyPng } from '../../../compute/data/images/decode-image.ts'
import { openZip } from '../../../compute/data/source/zip-entries.ts'
import type { AskedEdit } from '../../../compute/spec/data-edit.ts'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { repositoryRoot } from '../../../main/tooling/repository.ts'
import { type RunningStudio, startStudio } from '../driver.ts'
import { journeys } from '../journeys.ts'
import { layoutFaults } from './layout-faults.ts'
import { listenForComplaints } from './run-studio.ts'
import { chooseInMenu } from './walk.ts'

const sample = join(repositoryRoot, 'assets/samples/spoken-digits.zip')
const [, options] = journeys
const each = 24

/**
 * Some zeros and ones, in no folders: those of a digit one after the other.
 * @param changed without the first, with the second in place of the third, and with one more
 */
async function writeUnlabelled(path: string, changed = false): Promise<void> {
  const all = await openZip(sample, 10_000)
  const zip = new ZipFile()
  try {
    for (const digit of ['0', '1']) {
      const own = all.entries.filter(({ fileName }) => fileName.split('/')[1] === digit).slice(0, each)
      for (const [at, entry] of own.entries()) {
        if (changed && digit === '0' && at === 0) continue
        const content = await all.read(changed && digit === '0' && at === 2 ? own[1]! : entry)
        zip.addBuffer(content, `${digit}-${String(at).padStart(2, '0')}.wav`)
      }
      const further = all.entries.find(({ fileName }) => fileName.split('/')[1] === '2')!
      if (changed && digit === '1') zip.addBuffer(await all.read(further), '2-new.wav')
    }
  } finally {
    all.close()
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

const labelledIn = async (studio: RunningStudio, id: string, column: string) => {
  const { labels, dictionary } = await studio.invoke('datasets.labels', { id, column })
  return Array.from(labels, (code) => dictionary[code] ?? null)
}

/** The class of each file by its name. */
async function labelsByFile(studio: RunningStudio, id: string, column: string): Promise<Map<string, string | null>> {
  const { columns } = (await studio.invoke('datasets.get', { id })).table.profile
  const [file, label] = [
    columns.findIndex(({ kind }) => kind === 'audio' || kind === 'image'),
    columns.findIndex(({ name }) => name === column),
  ]
  const { rows } = await studio.invoke('datasets.rows', { id, offset: 0, limit: 200 })
  return new Map(rows.map((row) => [String(row[file]), row[label] === null ? null : String(row[label])]))
}

/** Grey pictures, by their paths and levels. */
async function putPictures(folder: string, levels: Readonly<Record<string, number>>): Promise<void> {
  for (const [file, level] of Object.entries(levels)) {
    await mkdir(join(folder, file, '..'), { recursive: true })
    await writeFile(join(folder, file), await greyPng(new Uint8Array(64).fill(level), 8, 8))
  }
}

describe('recordings without classes', () => {
  const { text } = createTranslator(options.language)

  it('are given classes by keyboard, learned from, suggested the rest of, and undone after a restart', async () => {
    const column = text('labelling.start.usualColumn')
    await using studio = await startStudio(options)
    const complaints = listenForComplaints(studio)
    const { page, home } = studio
    const zip = join(home.folder, 'numbers.zip')
    await writeUnlabelled(zip)
    const project = await studio.invoke('projects.create', { name: 'Numbers' })
    const { id } = await studio.invoke('datasets.importRecordings', { jobId: 'import', request: { path: zip } })
    const go = (address: string) => page.evaluate((hash) => void (location.hash = hash), `#${address}`)
    await go(`/data/${id}`)
    await page.getByRole('button', { name: text('labelling.start.open'), exact: true }).click()
    await page.getByRole('textbox', { name: text('labelling.start.classes') }).fill('zero\none')
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot('labelling-start')
    await page.getByRole('button', { name: text('labelling.start.do'), exact: true }).click()
    const progress = (done: number) =>
      page.getByText(text('labelling.progress', { done: String(done), all: String(2 * each) })).waitFor()
    await progress(0)
    await page.locator('.examples-grid .grid').focus()
    const choose = async (from: 'Home' | 'End', count: number) => {
      await page.keyboard.press(from)
      for (let n = 1; n < count; n++) await page.keyboard.press(from === 'Home' ? 'Shift+ArrowDown' : 'Shift+ArrowUp')
    }
    await choose('End', each / 2)
    await page.locator('.spectrogram img').waitFor()
    await page.keyboard.press('2')
    await progress(each / 2)
    await choose('Home', each / 2)
    await page.keyboard.press('1')
    await progress(each)
    await studio.screenshot('labelling-started')
    await page.locator('.labelling-version .icon').waitFor()
    const given = await labelledIn(studio, id, column)
    expect([given[0], given[each / 2], given[2 * each - 1]]).toEqual(['zero', null, 'one'])

    const { answers } = await studio.invoke('advice.suggest', { datasetId: id })
    expect(answers).toMatchObject({ data: 'audio', task: 'classification', target: column })
    const advice = await studio.invoke('advice.recommend', { datasetId: id, answers })
    expect(advice.checks.map(({ text: { key } }) => key)).toContain('advice.checks.targetMissing')
    const { model, training, features } = advice
    const { table } = await studio.invoke('datasets.get', { id })
    const spec = { datasetFingerprint: table.fingerprint, task: answers.task, target: column, features, model }
    const run = await studio.invoke('runs.start', {
      datasetId: id,
      spec: { ...spec, training: { ...training, threads: 1 } },
    })
    while ((await studio.invoke('runs.get', { id: run.id })).status !== 'completed') await pause(200)

    await go(`/data/${id}/label?column=${encodeURIComponent(column)}&show=surest&run=${run.id}`)
    await page.locator('.examples-grid .grid-row').nth(3).waitFor()
    await page.locator('.examples-grid .grid').focus()
    await choose('Home', 5)
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot('labelling-suggested')
    await page.keyboard.press('Enter')
    await progress(each + 5)
    const count = async (from: RunningStudio) =>
      (await labelledIn(from, id, column)).filter((label) => label !== null).length
    await expect.poll(() => count(studio)).toBe(each + 5)
    // Two classes were accepted at once, each by an edit.
    await page.locator('.labelling-version .icon').waitFor()
    expect(complaints).toEqual([])
    await studio.quit()

    await using again = await startStudio({ ...options, home })
    await again.invoke('projects.open', { path: project.path })
    const { version } = await again.invoke('datasets.get', { id })
    await again.page.evaluate((hash) => void (location.hash = hash), `#/data/${id}/label`)
    await again.page.locator('.labelling-progress').waitFor()
    await chooseInMenu(again, 'CmdOrCtrl+Z')
    await again.page
      .locator('.labelling-version', { hasText: text('versions.version', { number: version - 1 }) })
      .waitFor()
    expect(await count(again)).toBeLessThan(each + 5)

    const before = await labelsByFile(again, id, column)
    await writeUnlabelled(zip, true)
    const bringIn = again.page.getByRole('button', { name: text('dataset.bringIn'), exact: true })
    const broughtIn = async (dataset: string, shot: string) => {
      const { version: old } = await again.invoke('datasets.get', { id: dataset })
      await again.page.evaluate((hash) => void (location.hash = hash), `#/data/${dataset}?view=source`)
      await bringIn.waitFor()
      expect(await layoutFaults(again.page)).toEqual([])
      await again.screenshot(`source-changed-${shot}`)
      await bringIn.click()
      await expect.poll(async () => (await again.invoke('datasets.get', { id: dataset })).version).toBeGreaterThan(old)
      await bringIn.waitFor({ state: 'detached' })
      await again.screenshot(`source-brought-in-${shot}`)
    }
    await broughtIn(id, 'recordings')
    const after = await labelsByFile(again, id, column)
    expect(after.size).toBe(before.size)
    expect(after.has('0-00.wav')).toBe(false)
    expect(after.get('2-new.wav')).toBeNull()
    for (const [file, label] of before) if (file !== '0-00.wav') expect(after.get(file), file).toBe(label)
    expect(before.get('0-02.wav')).toBe('zero')

    const pictures = join(home.folder, 'shades')
    await putPictures(pictures, { 'dark/1.png': 10, 'dark/2.png': 20, 'light/3.png': 200, 'light/4.png': 250 })
    const request = { path: pictures }
    const { id: shades } = await again.invoke('datasets.importImages', { jobId: 'shades', request })
    const relabel: AskedEdit = { kind: 'set-values', column: 'label', rows: [1], value: 'light' }
    await again.invoke('datasets.edit', { jobId: 'relabel', id: shades, edits: [relabel], place: 'labelling' })
    await rm(join(pictures, 'dark/1.png'))
    await putPictures(pictures, { 'dark/2.png': 21, 'light/5.png': 220 })
    await broughtIn(shades, 'pictures')
    expect([...(await labelsByFile(again, shades, 'label'))]).toEqual([
      ['dark/2.png', 'light'],
      ['light/3.png', 'light'],
      ['light/4.png', 'light'],
      ['light/5.png', 'light'],
    ])
  })
})
