/** The whole way, as a person walks it: a dropped file, the wizard, training, the result, an exported model, and again after a restart. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFailed } from 'vitest'
import type { Cell } from '../../compute/spec/dataset.ts'
import type { MessageParams } from '../../compute/spec/message.ts'
import { createTranslator, type Translator } from '../../main/i18n/translator.ts'
import type { FormField, Language } from '../../main/ipc/contract/records.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { encodeGb18030 } from '../support/encode-gb18030.ts'
import { makeHome, type RunningStudio, startStudio } from './driver.ts'

interface Journey {
  readonly language: Language
  readonly file: string
  /** What the app finds in the file by itself. */
  readonly found: { readonly encoding: string; readonly delimiter: string; readonly decimal: string }
  readonly target: string
  /** The penguins' table, written in this journey's manner. */
  readonly bytes: (table: readonly (readonly string[])[]) => Uint8Array
}

const chinese: Readonly<Record<string, string>> = {
  species: '种类',
  island: '岛屿',
  bill_length_mm: '喙长',
  bill_depth_mm: '喙深',
  flipper_length_mm: '鳍长',
  body_mass_g: '体重',
  sex: '性别',
  Adelie: '阿德利企鹅',
  Chinstrap: '帽带企鹅',
  Gentoo: '巴布亚企鹅',
  MALE: '雄',
  FEMALE: '雌',
}

const journeys: readonly Journey[] = [
  {
    language: 'en',
    file: 'measurements from the field.csv',
    found: { encoding: 'utf-8', delimiter: ';', decimal: ',' },
    target: 'species',
    bytes: (table) =>
      new TextEncoder().encode(table.map((row) => row.map((cell) => cell.replace('.', ',')).join(';')).join('\r\n')),
  },
  {
    language: 'zh-CN',
    file: '企鹅测量.csv',
    found: { encoding: 'gb18030', delimiter: ',', decimal: '.' },
    target: '种类',
    bytes: (table) =>
      encodeGb18030(table.map((row) => row.map((cell) => chinese[cell] ?? cell).join(',')).join('\n') + '\n'),
  },
]

async function penguins(): Promise<string[][]> {
  const text = await readFile(join(repositoryRoot, 'assets/samples/penguins.csv'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(','))
}

const byName =
  (page: Page, words: Translator, role: 'button' | 'tab' | 'link') => (key: string, params?: MessageParams) =>
    page.getByRole(role, { name: words.text(key, params), exact: true })

/** From the start page to a finished run; answers with its id. */
async function trainDroppedFile({ page, ...studio }: RunningStudio, path: string, words: Translator, journey: Journey) {
  const button = byName(page, words, 'button')
  await page.locator('.start-sample').first().waitFor()
  await studio.dropFile(path)
  await button('import.importRows', { count: 344, rows: '344' }).waitFor()
  const inspection = await studio.invoke('tables.inspect', { path, dialect: {}, kinds: {} })
  expect(inspection.dialect).toMatchObject(journey.found)

  await button('import.importRows', { count: 344, rows: '344' }).click()
  await page.locator('.columns-table-row').first().waitFor()
  await button('dataset.train')
    .or(byName(page, words, 'link')('dataset.train'))
    .first()
    .click()
  await button('wizard.next').click()
  await page.getByRole('combobox').waitFor()
  expect(await page.getByRole('combobox').first().inputValue()).toBe(journey.target)
  await button('wizard.next').click()
  await button('wizard.recommend').click()
  await button('wizard.train').click()
  await page.getByRole('heading', { name: words.text('result.confusion') }).waitFor({ timeout: 60_000 })
  return /runs\/([^/?]+)/.exec(await page.evaluate(() => location.hash))?.[1] ?? ''
}

/** The exported file's answer for one row of raw cells. */
async function askExportedModel(path: string, fields: readonly FormField[], cells: Readonly<Record<string, Cell>>) {
  const session = await InferenceSession.create(path)
  const feeds = fields.map(({ column, kind }) => {
    const cell = cells[column] ?? null
    const tensor =
      kind === 'number'
        ? new Tensor('float32', Float32Array.of(typeof cell === 'number' ? cell : NaN), [1, 1])
        : new Tensor('string', [typeof cell === 'string' ? cell : ''], [1, 1])
    return [column, tensor] as const
  })
  const { label, probabilities } = await session.run(Object.fromEntries(feeds))
  await session.release()
  return { label: String(label?.data[0]), probabilities: Array.from(probabilities?.data as Float32Array) }
}

describe.each(journeys)('the whole way in $language', (journey) => {
  it('leads from a dropped file to an exported model that says what the app says, and is all there after a restart', async () => {
    const words = createTranslator(journey.language)
    const home = await makeHome()
    const file = join(home.folder, journey.file)
    await writeFile(file, journey.bytes(await penguins()))
    const before = await readFile(file)
    const exported = join(home.folder, 'model.onnx')
    let headline: string

    {
      await using studio = await startStudio({ language: journey.language, home })
      onTestFailed(() =>
        studio.screenshot(`end-to-end-${journey.language}`).then(
          () => undefined,
          () => undefined,
        ),
      )
      const { page } = studio
      const id = await trainDroppedFile(studio, file, words, journey)
      headline = (await page.locator('.headline').first().innerText()).trim()
      const report = await studio.invoke('runs.report', { id })
      if (report.task !== 'classification') throw new Error('the report is of another task')
      expect(report.model.accuracy).toBeGreaterThan(0.9)
      expect(report.baseline.accuracy).toBeLessThan(0.5)

      await studio.answerDialogs({ save: [exported] })
      await byName(page, words, 'button')('result.export').first().click()
      await byName(page, words, 'button')('result.showInFolder').waitFor({ timeout: 30_000 })
      const record = (await studio.invoke('runs.get', { id })).exportRecords[0]
      expect(record?.check.labelsDiffer).toBe(0)
      expect(record?.check.largestDifference).toBeLessThanOrEqual(1e-5)

      const { fields } = await studio.invoke('runs.form', { id })
      const usual = Object.fromEntries(fields.map(({ column, usual: value }) => [column, value]))
      const oneMissing = { ...usual, [fields[0]?.column ?? '']: null }
      for (const cells of [usual, oneMissing]) {
        const shown = await studio.invoke('runs.predict', { id, cells })
        if (shown.task !== 'classification') throw new Error('the prediction is of another task')
        const answer = await askExportedModel(exported, fields, cells)
        expect(answer.label).toBe(shown.label)
        shown.probabilities.forEach(({ probability }, index) => {
          expect(answer.probabilities[index]).toBeCloseTo(probability, 5)
        })
      }
      await studio.invoke('runs.change', { ids: [id], name: 'first try' })
      await studio.quit()
    }

    expect(await readFile(file)).toEqual(before)

    {
      await using studio = await startStudio({ language: journey.language, home })
      const { page } = studio
      await page.locator('.start-project-open').first().click()
      await page.locator('a[href="#/runs"]').first().click()
      await page.getByText('first try').first().click()
      await page.getByRole('heading', { name: words.text('result.confusion') }).waitFor()
      expect((await page.locator('.headline').first().innerText()).trim()).toBe(headline)
    }
  })
})
