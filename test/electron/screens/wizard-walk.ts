/** The way through the wizard that its tests share: all questions as suggested, then the plan, then the run. */
import type { Page } from 'playwright-core'
import type { Translator } from '../../../main/i18n/translator.ts'

/** Answers all questions as suggested; the recommendation is there then. */
export async function answerAsSuggested(page: Page): Promise<void> {
  const primary = page.locator('.page-head .button-primary, .page-foot .button-primary')
  await page.getByRole('radiogroup').first().waitFor()
  await primary.click()
  await page.getByRole('combobox').first().waitFor()
  await primary.click()
  await page.getByRole('switch').first().waitFor()
  await primary.click()
  await page.locator('.card').waitFor()
}

/** Unfolds what can be changed about the data. */
export async function unfoldData(page: Page): Promise<void> {
  await page.locator('.editor-trigger').last().click()
  await page.locator('.split-counts').waitFor()
}

/** Trains the plan that is shown. Gives the run's id. */
export async function trainPlan(page: Page, { text }: Pick<Translator, 'text'>): Promise<string> {
  await page.getByRole('button', { name: text('wizard.train'), exact: true }).click()
  await page.waitForURL(/#\/runs\//)
  return decodeURIComponent(/#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? '')
}
