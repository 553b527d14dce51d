/**
 * Makes the README's pictures: `npm run pictures` walks the real app with its own samples and keeps what it shows;
 * `npm run pictures images` makes those of one kind of data alone (images, series, drawings).
 *
 * Not a test; it is here because it drives the app as the tests do.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createTranslator, type Translator } from '../../main/i18n/translator.ts'
import samples from '../../assets/samples/samples.json' with { type: 'json' }
import type { Language, Settings } from '../../main/ipc/contract/records.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { type RunningStudio, startStudio } from './driver.ts'

interface Series {
  readonly language: Language
  readonly theme: Settings['theme']
  /** Which of the stops are kept. */
  readonly keep: readonly string[]
}

const series: readonly Series[] = [
  { language: 'en', theme: 'light', keep: ['start', 'data', 'recommendation', 'training', 'result', 'runs'] },
  { language: 'zh-CN', theme: 'light', keep: ['recommendation'] },
  { language: 'en', theme: 'dark', keep: ['result'] },
]

const folder = join(repositoryRoot, 'assets', 'pictures')

async function picture(studio: RunningStudio, { language, theme, keep }: Series, name: string): Promise<void> {
  if (!keep.includes(name)) return
  await studio.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)))
  const suffix = `${language === 'en' ? '' : `-${language}`}${theme === 'dark' ? '-dark' : ''}`
  await studio.page.screenshot({ path: join(folder, `${name}${suffix}.png`) })
}

/** From a sample to its recommendation. */
async function plan(studio: RunningStudio, one: Series, sample: number): Promise<void> {
  const words = createTranslator(one.language)
  const press = (key: string) =>
    studio.page
      .getByRole('button', { name: words.text(key), exact: true })
      .or(studio.page.getByRole('link', { name: words.text(key), exact: true }))
      .first()
      .click()
  await studio.page.locator('.start-sample').nth(sample).click()
  await studio.page.locator('.page-head .button-primary:not([data-disabled])').click({ timeout: 60_000 })
  await studio.page.locator('.columns-table-row').first().waitFor({ timeout: 60_000 })
  if (sample === 0) await picture(studio, one, 'data')
  await press('dataset.train')
  await press('wizard.toRecommendation')
  await studio.page.locator('.card').waitFor({ timeout: 60_000 })
  if (sample === 0) await picture(studio, one, 'recommendation')
  await press('wizard.train')
}

async function walk(one: Series): Promise<void> {
  await using studio = await startStudio({ ...one, size: { width: 1280, height: 860 } })
  const words = createTranslator(one.language)
  await studio.page.locator('.start-sample').first().waitFor()
  await picture(studio, one, 'start')
  await plan(studio, one, 0)
  await studio.page.getByRole('heading', { name: words.text('result.confusion') }).waitFor({ timeout: 60_000 })
  await picture(studio, one, 'result')
  if (!one.keep.includes('training')) return
  await studio.page.locator('a[href="#/"]').click()
  await plan(studio, one, 3)
  await studio.page.getByText(words.text('training.curves')).first().waitFor({ timeout: 60_000 })
  // Some epochs, so that the curves have a shape.
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  await picture(studio, one, 'training')
  await studio.page.locator('a[href="#/runs"]').first().click()
  await studio.page.locator('.runs-name').first().waitFor()
  await picture(studio, one, 'runs')
}

/** The design page at its full height, in either theme, for renderer/design/DESIGN.md. */
async function designPictures(): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await using studio = await startStudio({ language: 'en', theme })
    const { page } = studio
    await page.locator('.start-sample').first().waitFor()
    await page.keyboard.press('Control+Shift+D')
    await page.locator('.design-page').waitFor()
    const head = await page.locator('.page-head').evaluate((element) => element.getBoundingClientRect().height)
    await page.setViewportSize({ width: 1280, height: 800 })
    const body = await page.locator('.page-body').evaluate((element) => element.scrollHeight)
    await page.setViewportSize({ width: 1280, height: Math.ceil(head + body) })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)))
    await page.screenshot({ path: join(folder, `design-${theme}.png`) })
  }
}

const english = { language: 'en', theme: 'light' } as const

/** A studio with one of the samples chosen for import. */
async function withSample(id: string, work: (studio: RunningStudio, words: Translator) => Promise<void>) {
  await using studio = await startStudio({ ...english, size: { width: 1280, height: 860 } })
  await studio.page
    .locator('.start-sample')
    .nth(samples.findIndex((sample) => sample.id === id))
    .click()
  await work(studio, createTranslator(english.language))
}

async function importAndWaitFor(page: Page, what: string): Promise<void> {
  await page.locator('.page-head .button-primary:not([data-disabled])').click({ timeout: 60_000 })
  await page.locator(what).first().waitFor({ timeout: 120_000 })
}

async function pressInTurn(page: Page, { text }: Translator, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page
      .getByRole('button', { name: text(key), exact: true })
      .first()
      .click({ timeout: 60_000 })
  }
}

const toTraining = ['wizard.toRecommendation', 'wizard.train']

/** The digits among the samples: their pictures before they are imported, and those that a network took for others. */
const imagePictures = () =>
  withSample('digits', async (studio, words) => {
    const one = { ...english, keep: ['images', 'mistakes'] }
    const { page } = studio
    await page.locator('.contact-sheet .picture img').nth(20).waitFor({ timeout: 60_000 })
    await picture(studio, one, 'images')
    await importAndWaitFor(page, '.pictures .picture img')
    await pressInTurn(page, words, ['dataset.train', ...toTraining])
    await page.getByRole('heading', { name: words.text('result.confusion') }).waitFor({ timeout: 180_000 })
    await page.locator('.confusion-cell:not(.confusion-right):not(:has(.confusion-none))').first().click()
    await page.locator('.contact-sheet .picture img').first().waitFor({ timeout: 60_000 })
    await page.locator('.contact-sheet').scrollIntoViewIfNeeded()
    await picture(studio, one, 'mistakes')
  })

/** Carbon dioxide in the air: what comes next. */
const seriesPictures = () =>
  withSample('co2', async (studio, words) => {
    const { page } = studio
    await importAndWaitFor(page, '.columns-table-row')
    await pressInTurn(page, words, ['dataset.train', ...toTraining])
    await page.getByRole('heading', { name: words.text('result.forecast.against') }).waitFor({ timeout: 180_000 })
    await page.getByRole('tab', { name: words.text('result.view.forecast') }).click()
    await page.locator('.forecast-table tbody tr').first().waitFor()
    await picture(studio, { ...english, keep: ['forecast'] }, 'forecast')
  })

/** The digits once more: what a model draws that learned from them. */
const drawnPictures = () =>
  withSample('digits', async (studio, words) => {
    const { page } = studio
    await page.locator('.contact-sheet .picture img').nth(20).waitFor({ timeout: 60_000 })
    await importAndWaitFor(page, '.pictures .picture img')
    await pressInTurn(page, words, ['dataset.train', 'wizard.next'])
    await page.getByText(words.text('wizard.generation.purposes.generate')).click()
    await pressInTurn(page, words, toTraining)
    await page.locator('.picture-choice').first().waitFor({ timeout: 300_000 })
    await picture(studio, { ...english, keep: ['drawings'] }, 'drawings')
  })

const ofKinds = { images: imagePictures, series: seriesPictures, drawings: drawnPictures } as const

await mkdir(folder, { recursive: true })
const [, , wanted] = process.argv
for (const [kind, make] of Object.entries(ofKinds)) if (wanted === undefined || wanted === kind) await make()
if (wanted !== undefined) process.exit(0)
await designPictures()
for (const one of series) await walk(one)
process.exit(0)
