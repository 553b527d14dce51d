/** Tables that are no CSV, through the real screens: a sheet of a workbook and a Parquet file to trained models, several files as one table. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordedFile } from '../native/compute/data/table-file-support.ts'
import { beginJourney, journeysInTurn } from './journeys.ts'

describe('table sources', () => {
  it.each(journeysInTurn(1))(
    'are looked at, chosen from, imported and learned from in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'tables')
      const { studio, page, words, shot, press } = journey
      const write = async (name: string, content: string | Uint8Array) => {
        const path = join(studio.home.folder, name)
        await writeFile(path, content)
        return path
      }
      const importShown = async () => {
        await page.locator('.page-head .button-primary:not([data-disabled])').click()
        await page.getByRole('button', { name: words.text('dataset.train'), exact: true }).waitFor({ timeout: 60_000 })
      }
      const train = async (target: string) => {
        await press('dataset.train')
        await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
        await press('wizard.toRecommendation')
        await press('wizard.train')
        await page.getByRole('heading', { name: words.text('result.confusion') }).waitFor({ timeout: 120_000 })
        const [run] = await studio.invoke('runs.list', {})
        expect(run).toMatchObject({ target, status: 'completed' })
      }

      // A workbook by the dialog: its second sheet.
      const workbook = await write('工作簿.xlsx', recordedFile('table.xlsx'))
      await studio.answerDialogs({ open: [workbook] })
      await press('start.chooseFile')
      await page.getByText('2023-01-30').first().waitFor()
      expect(await page.getByText(words.text('import.delimiter'), { exact: true }).count()).toBe(0)
      await shot('workbook')
      await page
        .locator('.select', { hasText: words.text('import.sheet') })
        .locator('button')
        .click()
      await page.getByRole('option', { name: 'Second' }).click()
      await page.getByText('left').first().waitFor()
      await shot('sheet')
      await importShown()
      await train('y')

      // Parquet, dropped, and left where it is; learned from there, and copied with a click.
      await studio.dropFile(await write('table.parquet', recordedFile('table.parquet')))
      await page.getByText('2023-01-30').first().waitFor()
      await page.getByText(words.text('import.place.stays'), { exact: true }).click()
      await page.getByText(words.text('import.place.hint.stays').slice(0, 20)).waitFor()
      await shot('parquet')
      await importShown()
      const [left] = await studio.invoke('datasets.list', {})
      expect(left!.table.stays).toBe(true)
      await train('label')
      await page.evaluate((id) => {
        location.hash = `#/data/${id}?view=source`
      }, left!.id)
      const copyIn = page.getByRole('button', { name: words.text('dataset.copyIn'), exact: true })
      await copyIn.waitFor()
      await shot('left')
      await copyIn.click()
      await copyIn.waitFor({ state: 'detached' })
      await shot('copied')
      expect((await studio.invoke('datasets.get', { id: left!.id })).table.stays).toBeUndefined()

      // Several files as one table, with their names in a column.
      const first = await write('2023.csv', `a,b\n${'1,x\n2,y\n'.repeat(30)}`)
      const second = await write('2024.jsonl', '{"a": 3, "b": "z", "c": [1]}\n'.repeat(20))
      await studio.dropFile(first, second)
      await page.getByText(words.text('import.fileColumn')).click()
      await page
        .getByText(words.text('common.columns', { count: 4 }))
        .first()
        .waitFor()
      await shot('several')
      await importShown()
      const datasets = await studio.invoke('datasets.list', {})
      const sources = datasets.map(({ table: { source } }) => source)
      expect(sources).toContainEqual(expect.objectContaining({ path: workbook, format: 'excel', part: 'Second' }))
      expect(sources).toContainEqual(
        expect.objectContaining({
          path: first,
          furtherPaths: [second],
          fileColumn: words.text('import.fileColumnName'),
        }),
      )

      // Where it came from, and from there the same import again.
      await page.getByRole('tab', { name: words.text('dataset.source') }).click()
      await shot('source')
      await press('dataset.importAgain')
      await page
        .getByText(words.text('common.columns', { count: 4 }))
        .first()
        .waitFor()
    },
  )
})
