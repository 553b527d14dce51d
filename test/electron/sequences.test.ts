/** Rows whose columns are steps of a sequence, as a person walks it: found, read by a network of choice, tried. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { beginJourney, journeysInTurn } from './journeys.ts'

const steps = 24
/** A rise and a fall anywhere; which of them comes first tells the class. */
function cells(row: number): readonly number[] {
  const first = 2 + ((row * 7) % 10)
  const second = first + 5 + ((row * 3) % 6)
  const sign = row % 2 === 0 ? 1 : -1
  const shape = (step: number) => (step === first ? sign : step === second ? -sign : 0)
  return Array.from({ length: steps }, (_, step) => 20 + 4 * shape(step) + Math.sin(row * 13 + step * 7) / 4)
}

describe('columns in order', () => {
  it.each(journeysInTurn(0))(
    'are found to be a sequence, and read by a network of choice in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'sequences')
      const { studio, page, words, shot, press, openTab, trainShown } = journey
      const readings = join(studio.home.folder, 'readings.csv')
      const names = Array.from({ length: steps }, (_, step) => `${10 * step} ms`)
      const lines = Array.from({ length: 240 }, (_, row) => {
        const values = cells(row).map((value) => value.toFixed(3))
        return [...values, row % 2 === 0 ? 'rises first' : 'falls first'].join(',')
      })
      await writeFile(readings, [[...names, 'event'].join(','), ...lines].join('\n'))
      await studio.dropFile(readings)
      await page.locator('.page-head .button-primary:not([data-disabled])').click()
      await page.locator('.columns-table-row').nth(2).waitFor({ timeout: 60_000 })
      await press('dataset.train')
      await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
      await shot('question')
      await press('wizard.toRecommendation')
      await page.locator('.card-title', { hasText: 'GRU' }).waitFor({ timeout: 60_000 })
      await page.locator('.radio-label', { hasText: 'LSTM' }).click()
      await page.locator('.card-title', { hasText: 'LSTM' }).waitFor({ timeout: 60_000 })
      await shot('recommendation')
      const run = await trainShown()
      expect(run.score?.value).toBeGreaterThan(0.9)
      await openTab('result.view.try')
      await page.locator('.try-figure').first().waitFor()
      await shot('try')
    },
  )
})
