/** How number columns are prepared, in the wizard: proposed with a reason, changed step by step, shown by example, trained and exported. */
import { describe, expect, it } from 'vitest'
import { randomUnit } from '../../../compute/spec/random.ts'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { answerAsSuggested, trainPlan, unfoldData } from './wizard-walk.ts'

/** Shops with a turnover from tens to millions. */
function shops(): string {
  const lines = Array.from({ length: 240 }, (_, row) => {
    const draw = (column: number) => randomUnit(5, 'calibration', column, row)
    const turnover = Math.exp(2 + 3 * (draw(0) + draw(1) + draw(2)) ** 1.4)
    const area = row % 12 === 0 ? '' : (40 + 60 * draw(3)).toFixed(1)
    return `${turnover.toFixed(2)},${area},${turnover * (0.5 + draw(4)) > 400 ? 'large' : 'small'}`
  })
  return `turnover,area,kind\n${lines.join('\n')}\n`
}

describe.each(['en', 'zh-CN'] as const)('how number columns are prepared in %s', (language) => {
  const { text } = createTranslator(language)

  it('is proposed with a reason, shown by example, changed, and followed by the run', async () => {
    await using runs = await startRunStudio({ language, size: { width: 1100, height: 900 } })
    const { studio } = runs
    const { page } = studio
    const id = await runs.importText('shops.csv', shops())
    await runs.go(`/data/${id}/train`)
    await answerAsSuggested(page)
    await unfoldData(page)
    await page.locator('.recipe-preview tbody tr').first().waitFor()
    const recipe = page.locator('.recipe')
    const names = () => recipe.locator('.recipe-step-name').allInnerTexts()
    const stepName = (kind: string) => text(`wizard.recipe.steps.${kind}`)
    expect(await names()).toEqual(['fill', 'log', 'scale'].map(stepName))
    const [low, high] = [0, -1].map((at) => recipe.locator('.recipe-preview td.number').nth(at))
    const largest = () => high!.innerText()
    const before = await largest()
    expect(Number(before)).toBeLessThan(6)
    expect(Number((await low!.innerText()).replace('−', '-'))).toBeLessThan(0)
    await recipe.scrollIntoViewIfNeeded()
    await studio.screenshot(`wizard-recipe-${language}`)

    await recipe.getByRole('button', { name: text('wizard.recipe.remove', { step: stepName('log') }) }).click()
    await expect.poll(largest).not.toBe(before)
    await recipe.locator('.select-button').last().click()
    await page.getByRole('option', { name: stepName('clip') }).click()
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await recipe.getByRole('button', { name: text('wizard.recipe.up', { step: stepName('clip') }) }).click()
    expect(await names()).toEqual(['fill', 'clip', 'scale'].map(stepName))
    await recipe.locator('.segment', { hasText: text('wizard.recipe.scalings.min-max') }).click()
    await expect.poll(largest).toBe('1')
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`wizard-recipe-changed-${language}`)

    const run = await trainPlan(page, { text })
    const { spec } = await runs.waitFor(run, 'completed')
    expect(spec.features.find(({ column }) => column === 'turnover')?.recipe).toMatchObject([
      { kind: 'fill', by: 'median' },
      { kind: 'clip', low: 0.01, high: 0.99 },
      { kind: 'scale', by: 'min-max' },
    ])
    expect(runs.complaints).toEqual([])
  })
})
