/** How columns are prepared, in the wizard: numbers step by step, dates by their parts, categories in an order; proposed, changed, trained. */
import { describe, expect, it } from 'vitest'
import { randomUnit } from '../../../compute/spec/random.ts'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { languagesInTurn } from '../journeys.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { answerAsSuggested, trainPlan, unfoldData } from './wizard-walk.ts'

/** Shops with a turnover from tens to millions, a day on which each was opened, and a size. */
function shops(): string {
  const lines = Array.from({ length: 240 }, (_, row) => {
    const draw = (column: number) => randomUnit(5, 'calibration', column, row)
    const turnover = Math.exp(2 + 3 * (draw(0) + draw(1) + draw(2)) ** 1.4)
    const area = row % 12 === 0 ? '' : (40 + 60 * draw(3)).toFixed(1)
    const opened = new Date(Date.UTC(2015, 0, 1 + Math.floor(3600 * draw(5)))).toISOString().slice(0, 10)
    const size = ['small', 'middling', 'big'][row % 3]!
    return `${turnover.toFixed(2)},${area},${opened},${size},${turnover * (0.5 + draw(4)) > 400 ? 'large' : 'small'}`
  })
  return `turnover,area,opened,size,kind\n${lines.join('\n')}\n`
}

describe.each(languagesInTurn(0))('how columns are prepared in %s', (language) => {
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

    const chooseColumn = async (name: string) => {
      await recipe.locator('.select-button').first().click()
      await page.getByRole('option', { name }).click()
      await page.getByRole('listbox').waitFor({ state: 'detached' })
    }
    await chooseColumn('opened')
    const parts = recipe.getByRole('group', { name: text('wizard.recipe.partsOf', { column: 'opened' }) })
    expect(await recipe.innerText()).toContain(text('advice.recipes.dates'))
    await studio.screenshot(`wizard-dates-${language}`)
    await parts.getByText(text('wizard.recipe.parts.hour'), { exact: true }).click()
    await chooseColumn('size')
    await recipe.locator('.segment', { hasText: text('wizard.recipe.encodings.ordinal') }).click()
    const order = () => recipe.locator('.value-order-name').allInnerTexts()
    expect(await order()).toEqual(['big', 'middling', 'small'])
    for (const [value, way] of [
      ['small', 'up'],
      ['small', 'up'],
      ['big', 'down'],
    ] as const) {
      await recipe.getByRole('button', { name: text(`wizard.recipe.${way}`, { step: value }) }).click()
    }
    expect(await order()).toEqual(['small', 'middling', 'big'])
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`wizard-order-${language}`)

    const run = await trainPlan(page, { text })
    const { spec } = await runs.waitFor(run, 'completed')
    expect(spec.features.find(({ column }) => column === 'turnover')?.recipe).toMatchObject([
      { kind: 'fill', by: 'median' },
      { kind: 'clip', low: 0.01, high: 0.99 },
      { kind: 'scale', by: 'min-max' },
    ])
    expect(spec.features.find(({ column }) => column === 'opened')?.parts).toEqual([
      'elapsed',
      'year',
      'month',
      'day',
      'weekday',
    ])
    expect(spec.features.find(({ column }) => column === 'size')?.encoding).toEqual({
      kind: 'ordinal',
      order: ['small', 'middling', 'big'],
    })
    expect(runs.complaints).toEqual([])
  })
})
