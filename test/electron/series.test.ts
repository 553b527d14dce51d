/** The whole way with a time series, as a person walks it: the sample, the wizard, a forecast, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeys, journeysInTurn } from './journeys.ts'

const sample = join(repositoryRoot, 'assets/samples/co2.csv')
/** Weeks that are looked back and foretold. */
const [history, horizon] = [52, 8]

/** A year of sales that follow the day's price and its feasts, and the prices of two more days. */
function salesByDay(): string {
  const rows = Array.from({ length: 367 }, (_, at) => {
    const day = new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10)
    const [price, feast] = [1 + ((at * 37) % 100) / 100, (at * 53) % 7 < 2 ? 'yes' : 'no']
    return `${day},${price.toFixed(2)},${feast},${at < 365 ? (100 - 30 * price + (feast === 'yes' ? 20 : 0)).toFixed(2) : ''}`
  })
  return ['day,price,feast,sales', ...rows].join('\n')
}

describe('a time series', () => {
  it('is foretold from columns that are known ahead', { timeout: 300_000 }, async () => {
    await using journey = await beginJourney(journeys[0], 'known-ahead')
    const { studio, page, words, shot, press, openTab } = journey
    const file = join(studio.home.folder, 'sales.csv')
    await writeFile(file, salesByDay())
    await studio.dropFile(file)
    await page.locator('.page-head .button-primary:not([data-disabled])').click()
    await page.locator('.columns-table-row').nth(1).waitFor({ timeout: 60_000 })
    await press('dataset.train')
    await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
    await press('wizard.toRecommendation')
    await page.locator('.card').waitFor({ timeout: 60_000 })
    const known = page.locator('.window-known')
    await known.locator('.checkbox', { hasText: 'price' }).click()
    await known.locator('.checkbox', { hasText: 'feast' }).click()
    await known.scrollIntoViewIfNeeded()
    await shot('window')
    await press('wizard.train')
    await page.getByRole('heading', { name: words.text('result.forecast.against') }).waitFor({ timeout: 180_000 })
    await openTab('result.view.forecast')
    const first = page.locator('.known-ahead input').first()
    await first.waitFor({ timeout: 60_000 })
    await shot('next')
    const foretold = () => page.locator('.known-ahead tbody tr').first().locator('.figures-strong').textContent()
    const before = await foretold()
    await first.fill('')
    await page.locator('.findings').waitFor()
    expect(await foretold()).toBe('—')
    await shot('missing')
    await first.fill('1.9')
    await expect.poll(async () => [before, '—'].includes((await foretold()) ?? '')).toBe(false)
    await press('result.ahead.paste.open')
    await page.locator('.dialog textarea').fill('price,feast\n1.2,no')
    await press('result.ahead.paste.take')
    await page.locator('.dialog .field-error').waitFor()
    await shot('paste')
  })

  it.each(journeysInTurn(1))(
    'is imported, forecast and exported in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'series')
      const { studio, page, words, shot, press, openTab } = journey

      await studio.dropFile(sample)
      await page.locator('.page-head .button-primary:not([data-disabled])').click()
      await page.locator('.columns-table-row').nth(1).waitFor({ timeout: 60_000 })
      await openTab('dataset.seriesView')
      await page.locator('.series-curves .line-chart').waitFor()
      await shot('dataset')

      await press('dataset.train')
      await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
      await shot('question')
      await press('wizard.next')
      await press('wizard.next')
      await page.locator('.radio-label', { hasText: words.text('wizard.budgets.quick') }).click()
      await press('wizard.recommend')
      await page.locator('.card').waitFor({ timeout: 60_000 })
      await shot('recommendation')
      const back = page.getByRole('textbox', { name: words.text('wizard.window.history') })
      await back.fill(String(history))
      await back.press('Tab')
      await back.scrollIntoViewIfNeeded()
      await shot('window')
      await page.locator('.editor-trigger').first().click()
      const changes = page.locator('.switch', { hasText: words.text('wizard.fields.seriesAugmentation') })
      await changes.click()
      await page.locator('.changed-windows .line-chart').nth(2).waitFor({ timeout: 60_000 })
      await page.locator('.changed-windows').scrollIntoViewIfNeeded()
      await shot('augmentation')
      await changes.click()
      await press('wizard.train')
      await page.getByRole('heading', { name: words.text('result.forecast.against') }).waitFor({ timeout: 180_000 })
      await page.locator('.line-chart-canvas canvas').first().waitFor()
      await shot('result')
      await page.locator('.figures-table').first().scrollIntoViewIfNeeded()
      await page.mouse.wheel(0, 400)
      await shot('errors')
      const [run] = await studio.invoke('runs.list', {})
      const report = await studio.invoke('runs.report', { id: run!.id })
      if (report.task !== 'forecast') throw new Error(`a report on ${report.task}`)
      expect(report.ahead).toHaveLength(horizon)
      // What was known last, and what was a year before, are beaten from the second week on.
      for (const { steps, model, naive, seasonal } of report.ahead.filter((each) => each.steps > 1)) {
        expect(model.mae, `${steps} weeks ahead`).toBeLessThan(Math.min(naive.mae, seasonal!.mae))
      }

      await openTab('result.view.forecast')
      await page
        .locator('.forecast-table tbody tr')
        .nth(horizon - 1)
        .waitFor()
      await shot('forecast')
      const forecast = await studio.invoke('runs.forecast', { id: run!.id })
      expect(new Date(forecast.series[0]!.times[0]!).toISOString().slice(0, 10)).toBe('2002-01-05')

      const path = join(studio.home.folder, 'co2.onnx')
      await studio.answerDialogs({ save: [path] })
      await openTab('result.view.export')
      await press('result.export')
      await page.locator('.export-verdict').first().waitFor({ timeout: 60_000 })
      await page.locator('.export-snippet').scrollIntoViewIfNeeded()
      await shot('export')
      const session = await InferenceSession.create(await readFile(path))
      const rows = (await readFile(sample, 'utf8')).trim().split('\n').slice(-history)
      const days = rows.map((row) => {
        const [date = ''] = row.split(',')
        return (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000 + 1
      })
      const values = rows.map((row) => Number(row.split(',')[1]))
      const { forecast: next } = await session.run({
        values: new Tensor('float32', Float32Array.from(values), [1, history, 1]),
        calendar: new Tensor('float32', Float32Array.from(days), [1, history, 1]),
      })
      expect(next!.dims).toEqual([1, horizon])
      forecast.series[0]!.values.forEach((value, at) => expect(Number(next!.data[at])).toBeCloseTo(value, 3))
    },
  )
})
