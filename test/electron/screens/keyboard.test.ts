/** The whole way from a sample to a training run with the keyboard alone, and the focus always to be seen. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { startStudio } from '../driver.ts'

/** More presses than any page has stops. */
const mostStops = 80

/** Presses Tab until what has the focus fits; fails when it never does, or when the focus can't be seen. */
async function tabTo(page: Page, selector: string, words = ''): Promise<void> {
  for (let press = 0; press < mostStops; press++) {
    await page.keyboard.press('Tab')
    const reached = await page.evaluate(
      ([wanted, text]) => {
        const { activeElement } = document
        return (activeElement?.matches(wanted) ?? false) && (activeElement?.textContent ?? '').includes(text)
      },
      [selector, words] as const,
    )
    if (!reached) continue
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
      return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth)
    })
    expect(ring, `the focus ring on ${selector}`).toBeGreaterThanOrEqual(1)
    return
  }
  throw new Error(`Tab never reached ${selector}`)
}

it('leads from a sample to a training run', async () => {
  await using studio = await startStudio({ language: 'en', size: { width: 1280, height: 800 } })
  const { page } = studio
  const press = async (selector: string, words = '') => {
    await page.locator(selector).first().waitFor()
    await tabTo(page, selector, words)
    await page.keyboard.press('Enter')
  }
  await press('.start-sample')
  await press('.page-head .button-primary:not([data-disabled])')
  await page.locator('.columns-table-row').first().waitFor()
  await press('.page-head .button-primary')
  await page.getByRole('heading', { name: 'What is the data like?' }).waitFor()
  await press('.page-foot .button', 'To the recommendation')
  await page.locator('.card').waitFor()
  await press('.page-foot .button-primary')
  await page.waitForURL(/#\/runs\/./)

  const runs = await studio.invoke('runs.list', {})
  expect(runs).toHaveLength(1)
  await studio.invoke('runs.stop', { id: runs[0]!.id }).catch(() => undefined)
})

it('changes a column’s kind and takes that back', async () => {
  await using studio = await startStudio({ language: 'en', size: { width: 1280, height: 800 } })
  const { page } = studio
  await page.locator('.start-sample').first().click()
  await page.locator('.page-head .button-primary:not([data-disabled])').click()
  await page.locator('.columns-table-row').first().waitFor()

  await tabTo(page, '.kind-select')
  const kindOf = async () => (await studio.invoke('datasets.list', {}))[0]?.table.profile.columns[0]?.kind
  const before = await kindOf()
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const note = page.getByRole('alertdialog')
  await note.waitFor()
  expect(await kindOf()).toBe('text')

  await note.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(kindOf, { timeout: 15_000 }).toBe(before)
})
