/** Recordings that came without classes get them by keyboard, a model suggests the rest, and all of it can be undone after a restart. */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { openZip } from '../../../compute/data/source/zip-entries.ts'
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

/** Some zeros and ones, in no folders: those of a digit one after the other. */
async function writeUnlabelled(path: string): Promise<void> {
  const all = await openZip(sample, 10_000)
  const zip = new ZipFile()
  try {
    for (const digit of ['0', '1']) {
      const own = all.entries.filter(({ fileName }) => fileName.split('/')[1] === digit).slice(0, each)
      for (const [at, entry] of own.entries()) {
        zip.addBuffer(await all.read(entry), `${digit}-${String(at).padStart(2, '0')}.wav`)
      }
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
  })
})
