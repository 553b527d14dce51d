/** Data health in the wizard: what is found in the rows, by which rule, and remedies that change the plan and can be undone. */
import { describe, expect, it } from 'vitest'
import { randomUnit } from '../../../compute/spec/random.ts'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { layoutFaults } from './layout-faults.ts'
import { startRunStudio } from './run-studio.ts'
import { answerAsSuggested, trainPlan } from './wizard-walk.ts'

/** Customers of whom few leave; a refund is only ever paid to those who did. */
function customers(): string {
  const lines = Array.from({ length: 400 }, (_, row) => {
    const draw = (column: number) => randomUnit(8, 'calibration', column, row)
    const left = draw(0) < 0.07
    const refund = left ? (5 + 20 * draw(1)).toFixed(2) : '0'
    return `${(draw(2) * 80).toFixed(1)},${Math.floor(draw(3) * 24)},${refund},${left ? 'yes' : 'no'}`
  })
  return `spent,months,refund,churn\n${lines.join('\n')}\n`
}

describe.each(['en', 'zh-CN'] as const)('data health in %s', (language) => {
  const { text } = createTranslator(language)

  it('shows the column that gives the answer away and the rare class, mends both with a click, and takes it back', async () => {
    await using runs = await startRunStudio({ language, size: { width: 1100, height: 900 } })
    const { studio } = runs
    const { page } = studio
    const id = await runs.importText('customers.csv', customers())
    await runs.go(`/data/${id}/train`)
    await answerAsSuggested(page)
    const health = page.getByRole('list', { name: text('wizard.health.title') })
    const leaveOut = health.getByRole('button', {
      name: text('wizard.health.remedies.leave-out', { column: 'refund' }),
    })
    const weigh = health.getByRole('button', { name: text('wizard.health.remedies.balance-classes') })
    await leaveOut.waitFor()
    await leaveOut.scrollIntoViewIfNeeded()
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`wizard-health-${language}`)

    await weigh.click()
    await weigh.waitFor({ state: 'detached' })
    await leaveOut.click()
    await leaveOut.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: text('common.undo'), exact: true }).click()
    await leaveOut.waitFor()
    await leaveOut.click()
    await leaveOut.waitFor({ state: 'detached' })
    await studio.screenshot(`wizard-health-mended-${language}`)
    const run = await trainPlan(page, { text })
    const { spec } = await runs.waitFor(run, 'completed')
    expect(spec.features.map(({ column }) => column)).toEqual(['spent', 'months'])
    expect(spec.training.loss).toMatchObject({ classWeights: 'balanced' })
    expect(runs.complaints).toEqual([])
  })
})
