/** Labelling as a person does it: classes and examples by keyboard, undone and redone, merged, learned from, gone back to. */
import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { journeys } from '../journeys.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { chooseInMenu } from './walk.ts'
import { answerAsSuggested, trainPlan } from './wizard-walk.ts'

/** The narrower window, in which there is least room for words. */
const [, { language, theme, size }] = journeys

describe('labelling', () => {
  const { text } = createTranslator(language)

  it('gives classes and leaves out by keyboard, undoes, merges, and runs say which version they learned from', async () => {
    await using runs = await startRunStudio({ language, theme, size })
    const { studio, datasetId: id } = runs
    const { page } = studio
    const reached = async (number: number) => {
      await page.locator('.labelling-version', { hasText: text('versions.version', { number }) }).waitFor()
      return studio.invoke('datasets.labels', { id, column: 'species' })
    }
    await runs.go(`/data/${id}/label`)
    const rows = page.locator('.grid-rows .grid-row')
    await rows.nth(2).click()
    await page.keyboard.press('2')
    const labelled = await reached(2)
    expect(labelled.dictionary[labelled.labels[2]!]).toBe('Chinstrap')
    expect(labelled.dictionary[labelled.imported[2]!]).toBe('Adelie')

    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Delete')
    const excluded = (view: { excluded: Uint8Array }) => view.excluded.reduce((sum, one) => sum + one, 0)
    expect(excluded(await reached(3))).toBe(3)
    expect((await studio.invoke('datasets.get', { id })).table.profile.rows).toBe(341)
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot('labelling')

    await chooseInMenu(studio, 'CmdOrCtrl+Z')
    expect(excluded(await reached(2))).toBe(0)
    await chooseInMenu(studio, 'CmdOrCtrl+Shift+Z')
    expect(excluded(await reached(3))).toBe(3)

    await page.locator('.class-row', { hasText: 'Gentoo' }).locator('.button-icon').click()
    await page.getByRole('menuitem', { name: text('labelling.merge') }).click()
    await page.getByRole('button', { name: text('labelling.doMerge'), exact: true }).click()
    const merged = await reached(4)
    expect(merged.labels.filter((code) => merged.dictionary[code] === 'Gentoo')).toHaveLength(0)
    expect(await page.locator('.class-row').count()).toBe(2)

    await page.getByRole('button', { name: text('dataset.train'), exact: true }).click()
    await answerAsSuggested(page)
    const run = await trainPlan(page, { text })
    const record = await runs.waitFor(run, 'completed')
    expect(record.datasetVersion).toBe(4)
    await page.getByRole('link', { name: text('versions.ofRun', { number: 4 }) }).click()
    await page.locator('.history-entry', { hasText: record.name }).waitFor()
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot('labelling-history')

    await page
      .getByRole('button', { name: text('versions.goTo'), exact: true })
      .last()
      .click()
    await page
      .locator('.history-entry[aria-current="true"]', { hasText: text('versions.version', { number: 1 }) })
      .waitFor()
    const now = await studio.invoke('datasets.get', { id })
    expect([now.version, now.table.profile.rows]).toEqual([1, 344])
    const tested = await studio.invoke('runs.testRows', {
      id: run,
      actual: null,
      predicted: null,
      offset: 0,
      limit: 500,
    })
    expect(new Set(tested.rows.map(({ actual }) => actual))).toEqual(new Set(['Adelie', 'Chinstrap']))
    expect((await studio.invoke('runs.suspects', { id: run })).base).toBe(merged.base)
    expect(runs.complaints).toEqual([])
  })

  it('takes what is typed into cells, says what does not fit, and undoes it', async () => {
    await using runs = await startRunStudio({ language, theme, size })
    const { studio, datasetId: id } = runs
    const { page } = studio
    const { columns } = (await studio.invoke('datasets.get', { id })).table.profile
    const place = columns.findIndex(({ kind }) => kind === 'number')
    const number = columns[place]!.name
    const cells = async () => (await studio.invoke('datasets.rows', { id, offset: 0, limit: 3 })).rows
    const before = await cells()
    const changed = (version: number) =>
      expect.poll(async () => (await studio.invoke('datasets.get', { id })).version).toBe(version)
    await runs.go(`/data/${id}?view=rows`)
    const cell = (row: number, column: number) =>
      page.locator('.rows-grid .grid-rows .grid-row').nth(row).getByRole('gridcell').nth(column)
    await cell(0, place).click()
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: text('dataset.cell.editor', { column: number }) }).fill('41.5')
    await studio.screenshot('cell-typed')
    await page.keyboard.press('Enter')
    await changed(2)
    await expect.poll(async () => (await cells())[0]![place]).toBe(41.5)
    // Enter went a row down; what is typed begins a text, Tab takes it and goes on, Escape leaves it.
    await page.keyboard.type('heavy')
    await page.keyboard.press('Tab')
    await page.locator('[data-code="value-not-a-number"]').waitFor()
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot('cell-refused')
    await page.getByRole('button', { name: text('dataset.cell.again'), exact: true }).click()
    await page.keyboard.press('Escape')
    expect(await cells()).toEqual([before[0]!.with(place, 41.5), before[1], before[2]])
    await page.keyboard.press('Delete')
    await changed(3)
    expect((await cells())[1]![place]).toBeNull()
    await chooseInMenu(studio, 'CmdOrCtrl+Z')
    await changed(2)
    await chooseInMenu(studio, 'CmdOrCtrl+Z')
    await changed(1)
    expect(await cells()).toEqual(before)
    await expect.poll(() => cell(0, place).textContent()).toBe(String(before[0]![place] ?? ''))
    expect(runs.complaints).toEqual([])
  })
})
