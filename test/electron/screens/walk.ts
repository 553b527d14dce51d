/** The way through the screens, from the start page to a plan that is ready to be trained, stop by stop. */
import type { Page } from 'playwright-core'
import type { RunningStudio } from '../driver.ts'

export interface Stop {
  readonly name: string
  readonly go: (studio: RunningStudio) => Promise<void>
}

const primary = (page: Page) => page.locator('.page-head .button-primary, .page-foot .button-primary')

/** Chooses a menu item by its keys: keys that a test presses reach the page, but not the menus. */
export async function chooseInMenu({ app }: RunningStudio, keys: string): Promise<void> {
  await app.evaluate(({ Menu }, accelerator) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const item = items.find((each) => each.accelerator === accelerator)
    if (item === undefined) throw new Error(`no menu item has the keys ${accelerator}`)
    Reflect.apply(item.click, item, [])
  }, keys)
}

/** Each stop goes on from the one before. */
export const stops: readonly Stop[] = [
  { name: 'start', go: ({ page }) => page.locator('.start-sample').first().waitFor() },
  {
    name: 'shortcuts',
    async go(studio) {
      await chooseInMenu(studio, 'CmdOrCtrl+/')
      await studio.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'settings',
    async go({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.locator('a[href="#/settings"]').click()
      await page.getByRole('radiogroup').first().waitFor()
    },
  },
  {
    name: 'design',
    async go({ page }) {
      await page.keyboard.press('Control+Shift+D')
      await page.locator('.design-page').waitFor()
    },
  },
  {
    name: 'import',
    async go({ page }) {
      await page.locator('a[href="#/"]').click()
      await page.locator('.start-sample').first().click()
      await page.locator('.import-grid .grid-cell').first().waitFor()
    },
  },
  {
    name: 'columns',
    async go({ page }) {
      await primary(page).click()
      await page.locator('.columns-table-body .columns-table-row').first().waitFor()
    },
  },
  {
    name: 'rows',
    async go({ page }) {
      await page.getByRole('tab').nth(1).click()
      await page.locator('.rows-grid .grid-cell').first().waitFor()
    },
  },
  {
    name: 'source',
    async go({ page }) {
      await page.getByRole('tab').last().click()
      await page.locator('.source').waitFor()
    },
  },
  {
    name: 'question-data',
    async go({ page }) {
      await primary(page).click()
      await page.getByRole('radiogroup').waitFor()
    },
  },
  {
    name: 'question-task',
    async go({ page }) {
      await primary(page).click()
      await page.getByRole('combobox').waitFor()
    },
  },
  {
    name: 'question-limits',
    async go({ page }) {
      await primary(page).click()
      await page.getByRole('switch').first().waitFor()
    },
  },
  {
    name: 'plan',
    async go({ page }) {
      await primary(page).click()
      await page.locator('.card').waitFor()
    },
  },
  {
    name: 'editor',
    async go({ page }) {
      for (const trigger of await page.locator('.editor-trigger').all()) await trigger.click()
      await page.locator('.split-thumb').first().waitFor()
    },
  },
]
