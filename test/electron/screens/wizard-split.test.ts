/** How rows are divided, in the wizard: proposed with a reason, changed, counted before training, and followed by the run. */
import { describe, expect, it } from 'vitest'
import { randomUnit } from '../../../compute/spec/random.ts'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { languagesInTurn } from '../journeys.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { answerAsSuggested, trainPlan, unfoldData } from './wizard-walk.ts'

/** 60 patients with five visits each, on different days, some at a test site. */
function visits(): string {
  const lines = Array.from({ length: 300 }, (_, row) => {
    const draw = (column: number) => randomUnit(3, 'calibration', column, row)
    const patient = row % 60
    const day = new Date(Date.UTC(2021, 0, 1 + Math.floor(row / 2))).toISOString().slice(0, 10)
    const pressure = (110 + 20 * draw(0) + (patient % 7)).toFixed(1)
    const set = row % 10 === 0 ? 'test' : row % 10 === 1 ? 'val' : 'train'
    const ill = Number(pressure) + 10 * draw(1) > 128 ? 'yes' : 'no'
    return `P${patient},${day},${pressure},${(60 + 30 * draw(2)).toFixed(1)},ward ${set},${ill}`
  })
  return `patient_id,day,pressure,pulse,site,ill\n${lines.join('\n')}\n`
}

describe.each(languagesInTurn(1))('how rows are divided in %s', (language) => {
  const { text } = createTranslator(language)

  it('is proposed with a reason, shown in counts, changed, and followed by the run', async () => {
    await using runs = await startRunStudio({ language, size: { width: 1100, height: 900 } })
    const { studio } = runs
    const { page } = studio
    const id = await runs.importText('visits.csv', visits())
    await runs.go(`/data/${id}/train`)
    await answerAsSuggested(page)
    await unfoldData(page)
    const field = page.locator('.plan-field', { has: page.locator('.split-counts') })
    await expect
      .poll(() => field.locator('.select-value').allInnerTexts())
      .toEqual([text('wizard.splitWays.group'), 'patient_id'])
    expect(await field.innerText()).toContain(text('advice.reasons.splitGroup', { column: 'patient_id', groups: 60 }))
    await field.locator('.split-counts').scrollIntoViewIfNeeded()
    await studio.screenshot(`wizard-split-group-${language}`)

    const choose = async (way: string) => {
      await field.locator('.select-button').first().click()
      await page.getByRole('option', { name: text(`wizard.splitWays.${way}`) }).click()
      await page.getByRole('listbox').waitFor({ state: 'detached' })
    }
    await choose('given')
    for (const [value, part] of [
      ['ward train', 'train'],
      ['ward val', 'validation'],
      ['ward test', 'test'],
    ] as const) {
      const row = page.getByRole('radiogroup', { name: value, exact: true })
      await row.locator('.segment', { hasText: text(`wizard.splitParts.${part}`) }).click()
    }
    await expect.poll(() => field.locator('.split-counts tbody tr').first().innerText()).toMatch(/240.*30.*30/s)
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`wizard-split-given-${language}`)

    await choose('time')
    await expect.poll(() => field.locator('.split-counts').innerText()).toContain('2021')
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`wizard-split-time-${language}`)
    const run = await trainPlan(page, { text })
    const { spec } = await runs.waitFor(run, 'completed')
    expect(spec.training.split).toMatchObject({ method: { kind: 'time', column: 'day' }, byContent: true })
    expect(runs.complaints).toEqual([])
  })
})
