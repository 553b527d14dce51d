/** Cross-validation: chosen in the wizard, trained fold by fold, shown with the mean of its scores, and asked which labels look wrong. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { languagesInTurn } from '../journeys.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { answerAsSuggested, unfoldData } from './wizard-walk.ts'

/** The species that a penguin is said to be of in place of its own. */
const others: Readonly<Record<string, string>> = { Adelie: 'Gentoo', Chinstrap: 'Gentoo', Gentoo: 'Adelie' }

describe.each(languagesInTurn(1))('a cross-validation in %s', (language) => {
  const { text } = createTranslator(language)

  it('trains a model for each fold, shows mean and deviation, and each row is disputed by the fold that judged it', async () => {
    await using runs = await startRunStudio({ language, size: { width: 1100, height: 900 } })
    const { studio } = runs
    const { page } = studio
    // Penguins of which some are given another species.
    const { path } = await studio.invoke('samples.path', { id: 'penguins' })
    const lines = (await readFile(path, 'utf8')).split('\n')
    const swapped = [5, 60, 120, 160, 230, 300]
    for (const row of swapped)
      lines[row + 1] = lines[row + 1]!.replace(/Adelie|Chinstrap|Gentoo/, (name) => others[name]!)
    const id = await runs.importText('penguins.csv', lines.join('\n'))
    await runs.go(`/data/${id}/train`)
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

    // Each of the three models disputes rows of its own fold; what it says can be accepted.
    const column = 'species'
    const run = all[0]!.id
    await runs.go(`/data/${id}/label?column=${column}&show=suspects&run=${run}`)
    await page.locator('.grid-rows .grid-row').nth(3).waitFor()
    await page.getByText(text('labelling.allFolds', { count: 3 }), { exact: true }).waitFor()
    const { suspects, runs: judges } = await studio.invoke('runs.suspects', { id: run })
    expect(judges).toBe(3)
    expect(suspects.filter(({ row }) => swapped.includes(row)).length).toBeGreaterThanOrEqual(5)
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`folds-suspects-${language}`)
    const first = suspects[0]!
    await page.locator('.grid-rows .grid-row').first().click()
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => {
        const { labels, dictionary } = await studio.invoke('datasets.labels', { id, column })
        return dictionary[labels[first.row]!]
      })
      .toBe(first.predicted)
    expect(runs.complaints).toEqual([])
  })
})
