/** The result page in the real app: figures, the rows behind them, the form, the export, and going on. */
import { readdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClassificationReport } from '../../../compute/spec/evaluation.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { type RunStudio, startRunStudio } from './run-studio.ts'

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })
const cells = (page: Page) => page.locator('.test-rows .grid-rows .grid-row')

describe('the result page', () => {
  let runs: RunStudio
  let run: RunRecord
  let report: ClassificationReport
  let page: Page

  beforeAll(async () => {
    runs = await startRunStudio()
    page = runs.studio.page
    // A single epoch leaves mistakes to look at.
    run = await runs.train('one epoch', { epochs: 1 })
    const made = await runs.studio.invoke('runs.report', { id: run.id })
    if (made.task !== 'classification') throw new Error('the penguins are classified')
    report = made
    await runs.go(`/runs/${run.id}`)
    await page.getByRole('heading', { name: 'Confusion matrix' }).waitFor()
  })

  afterAll(async () => {
    expect(runs.complaints).toEqual([])
    await runs[Symbol.asyncDispose]()
  })

  it('says in words how many rows are right, and how many always guessing would be', async () => {
    const right = report.confusion.reduce((sum, row, index) => sum + row[index]!, 0)
    const guess = report.perClass.find(({ label }) => label === report.baseline.predicts)
    const words = await page.locator('.headline').innerText()
    expect(words).toContain(`Right for ${right} of ${report.rows} held-out rows`)
    expect(words).toContain(`Always guessing “${guess?.label ?? ''}” would be right for ${guess?.support ?? 0}`)
  })

  it('lists the rows of a cell of the confusion matrix that is clicked', async () => {
    for (const [actual, row] of report.confusion.entries()) {
      for (const [predicted, count] of row.entries()) {
        if (count === 0) continue
        await page.locator(`[data-cell="${actual}-${predicted}"]`).click()
        const names = [report.labels[actual]!, report.labels[predicted]!]
        const title = actual === predicted ? `${names[0]!}, predicted right` : `${names[0]!} taken for ${names[1]!}`
        await page.getByRole('heading', { name: title }).waitFor()
        await expect
          .poll(() => page.locator('.test-rows [role="table"]').getAttribute('aria-rowcount'))
          .toBe(String(count + 1))
        await cells(page).first().locator('.grid-cell').first().waitFor()
        for (const shown of await cells(page).all()) {
          const judged = await shown.locator('.grid-cell').allInnerTexts()
          expect(judged.slice(0, 2)).toEqual(names)
        }
      }
    }
  })

  it('opens a cell from the keyboard', async () => {
    await page.locator('[data-cell="0-0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('1-1')
    await page.keyboard.press('Control+Home')
    const row = report.confusion.findIndex((counts) => counts.some((count) => count > 0))
    const column = report.confusion[row]!.findIndex((count) => count > 0)
    for (let step = 0; step < row; step++) await page.keyboard.press('ArrowDown')
    for (let step = 0; step < column; step++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await page.locator('[aria-selected="true"] > [data-cell]').getAttribute('data-cell')).toBe(
      `${row}-${column}`,
    )
    await cells(page).first().waitFor()
  })

  it('sorts the classes by a column, turning around on the second press', async () => {
    const order = () => page.locator('.figures-table tbody th[title]').allInnerTexts()
    await page.getByRole('button', { name: 'Recall', exact: true }).click()
    const worstFirst = [...report.perClass].sort((a, b) => a.recall - b.recall).map(({ recall }) => recall)
    const recallOf = (label: string) => report.perClass.find((each) => each.label === label)?.recall
    expect((await order()).map(recallOf)).toEqual(worstFirst)
    await page.getByRole('button', { name: 'Recall', exact: true }).click()
    expect((await order()).map(recallOf)).toEqual([...worstFirst].reverse())
  })

  it('predicts what is typed, with missing and unknown values, and says which value is no number', async () => {
    await tab(page, 'Try it').click()
    const shown = page.locator('.try-result')
    await shown.locator('.probability').first().waitFor()
    const before = await shown.innerText()
    const { fields } = await runs.studio.invoke('runs.form', { id: run.id })
    const number = fields.find(({ kind }) => kind === 'number')!
    const field = page.getByRole('textbox', { name: number.column })
    await field.fill(String((number.max ?? 0) * 1.5))
    await expect.poll(() => shown.innerText()).not.toBe(before)
    await page.getByText(/^Outside of the data/).waitFor()
    await field.fill('')
    await page.getByText(/^Missing: filled in/).waitFor()
    await field.fill('heavy')
    await page.getByText('This is not a number.').waitFor()
    const category = fields.find(({ kind }) => kind === 'category')!
    await page.getByRole('combobox', { name: category.column }).fill('Atlantis')
    await page.getByText('Not among the values it has learned.').waitFor()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Usual values' }).click()
    await expect.poll(() => shown.innerText()).toBe(before)
  })

  it('exports the model and shows where it is and what its check found', async () => {
    const path = join(runs.studio.home.folder, 'penguins model.onnx')
    await runs.studio.answerDialogs({ save: [path] })
    await page.locator('.page-head').getByRole('button', { name: 'Export the model' }).click()
    await page.getByText(path).waitFor({ timeout: 30_000 })
    const card = await page.locator('.export').innerText()
    expect(card).toContain(`Checked on ${report.rows} test rows`)
    expect(card).toContain('onnxruntime.InferenceSession("penguins model.onnx")')
    expect((await stat(path)).size).toBeGreaterThan(1_000)
    const [record] = (await runs.studio.invoke('runs.get', { id: run.id })).exportRecords
    expect(record?.check.labelsDiffer).toBe(0)
  })

  it('does nothing when the dialog is dismissed', async () => {
    await runs.studio.answerDialogs({ save: [null] })
    await page.locator('.page-head').getByRole('button', { name: 'Export the model' }).click()
    await expect.poll(() => page.locator('.export-card').count()).toBe(1)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('exports the training program, says how its loss goes, and may show where it is', async () => {
    await tab(page, 'Export').click()
    const folder = join(runs.studio.home.projects, 'the training')
    await runs.studio.answerDialogs({ save: [folder] })
    await page.getByRole('button', { name: 'Export the training program' }).click()
    await page.getByText(/^Written for \d+ steps: the loss goes from/).waitFor()
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'inputs', 'losses.json', 'run.py', 'training.onnx'])
    await page.getByRole('button', { name: 'Export the training program' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('exports the weights alone', async () => {
    await tab(page, 'Export').click()
    const path = join(runs.studio.home.projects, 'weights.safetensors')
    await runs.studio.answerDialogs({ save: [path] })
    await page.getByRole('button', { name: 'Export the weights' }).click()
    await page.getByText('The weights of the best epoch are written.').waitFor()
    expect((await stat(path)).size).toBeGreaterThan(12_000)
  })

  it('keeps tags and a note', async () => {
    await tab(page, 'Record').click()
    await page.getByRole('textbox', { name: 'Tags' }).fill('keep')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Note' }).fill('The first one.')
    await tab(page, 'Training').click()
    await expect
      .poll(async () => {
        const { tags, note } = await runs.studio.invoke('runs.get', { id: run.id })
        return { tags, note }
      })
      .toEqual({ tags: ['keep'], note: 'The first one.' })
  })

  it('shows the layers of the model, with what each has to learn', async () => {
    await tab(page, 'Record').click()
    const layers = page.getByRole('table').filter({ hasText: 'FLOPs' })
    await layers.getByRole('row', { name: /layers\.0/ }).waitFor()
    const [{ layers: rows } = { layers: [] }] = (await runs.studio.invoke('runs.layers', { id: run.id })).networks
    const sum = rows.reduce((total, { parameters }) => total + parameters, 0)
    expect(await layers.getByRole('row', { name: 'All' }).innerText()).toContain(String(sum))
    await tab(page, 'Training').click()
  })

  it('shows what goes on in the layers when asked, with the gradients of their weights', async () => {
    await tab(page, 'Record').click()
    await page.getByRole('button', { name: 'Look at the layers' }).click()
    const atWork = page.getByRole('table').filter({ hasText: 'Gradients' })
    await atWork.getByRole('img', { name: 'Distribution of the gradients of layers.0' }).waitFor()
    const { networks } = await runs.studio.invoke('runs.layersAtWork', { id: run.id })
    const seen = networks[0]!.layers
    expect(await atWork.getByRole('row').count()).toBe(1 + seen.length)
    expect(await atWork.getByRole('row', { name: /layers\.0/ }).innerText()).toMatch(/exactly 0[^]*norm/)
    await tab(page, 'Training').click()
  })

  it('shows the curves as a table, every epoch of them', async () => {
    await page.getByRole('button', { name: 'More for the chart “Loss”' }).click()
    await page.getByRole('menuitem', { name: 'Show as a table' }).click()
    expect(await page.getByRole('table', { name: 'Loss' }).getAttribute('aria-rowcount')).toBe('2')
  })

  it('is in Chinese as soon as the language is', async () => {
    await runs.studio.invoke('settings.change', { language: 'zh-CN' })
    await tab(page, '训练过程').waitFor()
    expect(await page.locator('.headline').innerText()).toContain('行测试数据中预测对了')
    await runs.studio.invoke('settings.change', { language: 'en' })
    await tab(page, 'Training').waitFor()
  })

  it('goes on for more epochs, and is the result again afterwards', async () => {
    await tab(page, 'Training').click()
    await page.getByRole('textbox', { name: 'Further epochs' }).fill('20')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Train 20 more epochs' }).click()
    await expect
      .poll(async () => (await runs.studio.invoke('runs.get', { id: run.id })).epoch, { timeout: 30_000 })
      .toBe(21)
    await page.getByText('Trained for all 21 epochs').waitFor({ timeout: 30_000 })
    const after = await runs.studio.invoke('runs.report', { id: run.id })
    await expect.poll(() => page.locator('.headline').innerText()).toContain(`of ${after.rows} held-out rows`)
  })
})
