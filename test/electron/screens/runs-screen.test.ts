/** The list of runs in the real app: renamed, tagged, archived, deleted and brought back, arranged, compared. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunStudio, startRunStudio } from './run-studio.ts'

const names = (page: Page) => page.locator('.runs-name').allInnerTexts()
const row = (page: Page, name: string) => page.locator('.runs-row', { has: page.getByText(name, { exact: true }) })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const segment = (page: Page, name: RegExp) => page.locator('.segment', { hasText: name })

describe('the list of runs', () => {
  let runs: RunStudio
  let page: Page

  beforeAll(async () => {
    runs = await startRunStudio()
    page = runs.studio.page
    for (const [index, name] of ['alpha', 'beta', 'gamma'].entries()) {
      await runs.train(name, { epochs: 4 + index, seed: index })
    }
    await runs.go('/runs')
    await page.locator('.runs-row').nth(2).waitFor()
  })

  afterAll(async () => {
    expect(runs.complaints).toEqual([])
    await runs[Symbol.asyncDispose]()
  })

  it('begins with the newest, and sorts by the column that is pressed', async () => {
    expect(await names(page)).toEqual(['gamma', 'beta', 'alpha'])
    await button(page, 'Name').click()
    expect(await names(page)).toEqual(['alpha', 'beta', 'gamma'])
    await button(page, 'Name').click()
    expect(await names(page)).toEqual(['gamma', 'beta', 'alpha'])
  })

  it('renames in place from the keyboard, and not when Escape is pressed', async () => {
    await page.getByRole('grid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('F2')
    await page.keyboard.type('gamma, the good one')
    await page.keyboard.press('Enter')
    await row(page, 'gamma, the good one').waitFor()
    await page.keyboard.press('F2')
    await page.keyboard.type('never mind')
    await page.keyboard.press('Escape')
    expect(await names(page)).toContain('gamma, the good one')
    const listed = await runs.studio.invoke('runs.list', {})
    expect(listed.map(({ name }) => name)).toContain('gamma, the good one')
  })

  it('finds runs by words', async () => {
    await page.getByRole('searchbox').fill('GOOD')
    await expect.poll(() => names(page)).toEqual(['gamma, the good one'])
    await page.getByRole('searchbox').fill('nothing of the kind')
    await page.getByText('No run matches').waitFor()
    await button(page, 'Clear search and filters').click()
    await expect.poll(() => names(page)).toHaveLength(3)
  })

  it('tags several runs at once and filters by the tag', async () => {
    await row(page, 'alpha').locator('.runs-check').click()
    await row(page, 'beta').locator('.runs-check').click()
    await page.getByText('2 runs chosen').waitFor()
    await button(page, 'Add a tag').click()
    await page.getByRole('textbox', { name: 'New tag' }).fill('small')
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await runs.studio.invoke('runs.list', {})).filter(({ tags }) => tags.includes('small')).length)
      .toBe(2)
    await page.getByRole('button', { name: 'Any tag' }).click()
    await page.getByRole('option', { name: 'small' }).click()
    await expect.poll(() => names(page)).toEqual(['beta', 'alpha'])
    await page
      .getByRole('button', { name: 'small Tag' })
      .or(page.locator('.runs-tools .select-button').nth(1))
      .first()
      .click()
    await page.getByRole('option', { name: 'Any tag' }).click()
    await button(page, 'Choose none').click()
  })

  it('moves a run to the trash and brings it back with Undo', async () => {
    await row(page, 'beta').click()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Delete')
    await page.getByText('“beta” is in the trash.').waitFor()
    await expect.poll(() => names(page)).not.toContain('beta')
    await button(page, 'Undo').click()
    await expect.poll(() => names(page)).toContain('beta')
    expect((await runs.studio.invoke('runs.list', {})).find(({ name }) => name === 'beta')?.deletedAt).toBeNull()
  })

  it('archives from the menu of a run, and takes it out again', async () => {
    await row(page, 'alpha').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await expect.poll(() => names(page)).not.toContain('alpha')
    await segment(page, /Archive 1/).click()
    await expect.poll(() => names(page)).toEqual(['alpha'])
    await row(page, 'alpha').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Take out of the archive' }).click()
    await page.getByText('The archive is empty').waitFor()
    await segment(page, /Runs 3/).click()
  })

  it('remembers order, widths and hiding of the columns', async () => {
    const headers = () => page.locator('.runs-header').allInnerTexts()
    await button(page, 'Columns').click()
    await page.locator('.columns label.checkbox', { hasText: 'Target' }).click()
    await button(page, 'Move “Created” up').click()
    await page.keyboard.press('Escape')
    const edge = page.getByRole('separator', { name: /“Name”|Name/ }).first()
    await edge.focus()
    await page.keyboard.press('ArrowRight')
    const arranged = await headers()
    expect(arranged).not.toContain('Target')
    expect(arranged.indexOf('Created')).toBe(arranged.indexOf('Duration') - 1)
    await expect
      .poll(async () => (await runs.studio.invoke('settings.get', {})).runsTable.columnWidths)
      .toEqual({ name: 236 })
    await page.reload()
    await page.locator('.runs-row').first().waitFor()
    expect(await headers()).toEqual(arranged)
  })

  it('lays the curves of chosen runs over each other and says what differs', async () => {
    await page.locator('.runs-box').click()
    await button(page, 'Compare 3 runs').click()
    await page.getByRole('slider', { name: 'Validation loss', exact: true }).waitFor()
    const table = page.getByRole('region', { name: 'Scores and settings' })
    const rows = await table.getByRole('rowheader').allInnerTexts()
    expect(rows).toContain('Seed')
    expect(rows).toContain('Epochs')
    expect(rows).not.toContain('Batch size')
    await page.getByText('Only what differs').click()
    await table.getByRole('rowheader', { name: 'Batch size' }).waitFor()
    await page.locator('.run-legend-entry').first().hover()
    await page.getByRole('button', { name: 'Leave out “alpha”' }).click()
    await expect.poll(() => page.locator('.run-legend-entry').count()).toBe(2)
  })

  it('removes a run for good after asking', async () => {
    await runs.go('/runs')
    await row(page, 'beta').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await segment(page, /Trash 1/).click()
    await button(page, 'Empty the trash').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove for good' }).click()
    await page.getByText('The trash is empty').waitFor()
    const left = await runs.studio.invoke('runs.list', {})
    expect(left.map(({ name }) => name).sort()).toEqual(['alpha', 'gamma, the good one'])
  })
})
