/** Cross-validation: chosen in the wizard, trained fold by fold, and shown with the mean of its scores. */
import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { answerAsSuggested, unfoldData } from './wizard-walk.ts'

describe.each(['en', 'zh-CN'] as const)('a cross-validation in %s', (language) => {
  const { text } = createTranslator(language)

  it('trains a model for each fold and shows mean and deviation', async () => {
    await using runs = await startRunStudio({ language, size: { width: 1100, height: 900 } })
    const { studio } = runs
    const { page } = studio
    await runs.go(`/data/${runs.datasetId}/train`)
    await answerAsSuggested(page)
    await unfoldData(page)
    const field = page.locator('.plan-field', { has: page.locator('.split-counts') })
    await field.locator('.select-button').first().click()
    await page
      .getByRole('option', { name: text('wizard.splitWays.folds') })
      .first()
      .click()
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    const folds = page.getByRole('textbox', { name: text('wizard.parts.folds'), exact: true })
    await folds.fill('3')
    await folds.press('Tab')
    await expect.poll(() => field.locator('.split-counts tbody tr').first().innerText()).toMatch(/115/)
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`wizard-folds-${language}`)
    await page.getByRole('button', { name: text('wizard.trainFolds', { count: 3 }), exact: true }).click()
    await page.waitForURL(/#\/runs\/compare/)
    await expect
      .poll(() => page.locator('.page').innerText(), { timeout: 90_000, interval: 500 })
      .toContain(text('runs.folds.done', { done: 3, all: 3 }))
    expect(await page.locator('.folds-score').innerText()).toMatch(/9\d(\.\d)?\s?% ± \d/)
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`folds-compared-${language}`)
    const all = await studio.invoke('runs.list', {})
    expect(all.map(({ name }) => name).sort()).toEqual(['MLP 1 · 1/3', 'MLP 1 · 2/3', 'MLP 1 · 3/3'])
    expect(runs.complaints).toEqual([])
  })
})
