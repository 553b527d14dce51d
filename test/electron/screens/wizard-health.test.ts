/** Data health in the wizard: what is found in the rows, by which rule, and remedies that change the plan and can be undone. */
import { describe, expect, it } from 'vitest'
import { randomUnit } from '../../../compute/spec/random.ts'
import { createTranslator } from '../../../main/i18n/translator.ts'
import { languagesInTurn } from '../journeys.ts'
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

/** Parts whose sizes are numbers but for a fifth, with gaps, a slip of the pen, one column that says nothing and a rare class. */
function parts(): string {
  const lines = Array.from({ length: 120 }, (_, row) =>
    [
      row % 5 === 4 ? `about ${row}` : `${row}.5`,
      row % 10 === 3 ? '' : row === 117 ? '9000' : `${row * 2}`,
      'cm',
      row < 5 ? 'odd one' : row % 2 === 0 ? 'bolt' : 'nut',
    ].join(','),
  )
  return `size,weight,unit,type\n${lines.join('\n')}\n`
}

describe.each(languagesInTurn(1))('data health in %s', (language) => {
  const { text } = createTranslator(language)

  it('says of a table what it found by which rule, shows the rows, and mends each with a click that can be taken back', async () => {
    await using runs = await startRunStudio({ language, size: { width: 1100, height: 900 } })
    const { studio } = runs
    const { page } = studio
    const id = await runs.importText('parts.csv', parts())
    const table = async () => (await studio.invoke('datasets.get', { id })).table
    await runs.go(`/data/${id}`)
    const health = page.getByRole('list', { name: text('dataset.health') })
    const mixed = health.getByRole('listitem').filter({ hasText: text('data.rules.mixedNumbers') })
    // What is found in the rows comes after the page, and moves all that is below it: a click before that may miss.
    await mixed.waitFor()
    const outliers = page.getByRole('button', { name: text('dataset.showOutliers', { column: 'weight', count: 1 }) })
    await outliers.scrollIntoViewIfNeeded()
    await page.getByTitle(text('dataset.strengths.eta', { value: '0.12' })).waitFor()
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`dataset-columns-${language}`)
    await outliers.click()
    await page.getByRole('cell', { name: '9000' }).or(page.getByText('9,000')).first().waitFor()
    await page.getByRole('button', { name: text('common.findings.showAll') }).click()
    await runs.go(`/data/${id}`)
    await mixed.waitFor()
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`dataset-health-${language}`)
    await mixed.getByRole('button', { name: text('common.findings.show.rows') }).click()
    const rows = page.getByRole('grid', { name: text('dataset.allRows', { name: 'parts' }) })
    await rows.getByText('about 4', { exact: true }).waitFor()
    expect(await rows.getAttribute('aria-rowcount')).toBe('25')
    expect(await layoutFaults(page)).toEqual([])
    await studio.screenshot(`dataset-found-rows-${language}`)
    await page
      .getByRole('button', { name: text('data.remedies.read-as', { kind: text('common.kinds.number') }) })
      .click()
    await expect.poll(async () => (await table()).profile.columns[0]!.kind, { timeout: 30_000 }).toBe('number')
    await page.getByRole('button', { name: text('common.undo'), exact: true }).click()
    await expect.poll(async () => (await table()).profile.columns[0]!.kind, { timeout: 30_000 }).toBe('category')
    await runs.go(`/data/${id}`)
    await health
      .getByRole('button', { name: text('data.remedies.drop-column', { column: 'unit' }) })
      .first()
      .click()
    await expect.poll(async () => (await table()).profile.columns.length, { timeout: 30_000 }).toBe(3)
    expect(runs.complaints).toEqual([])
  })

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
