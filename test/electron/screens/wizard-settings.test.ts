/** All settings of a training in the wizard: each optimiser, schedule and loss can be chosen, shows its own values, and trains. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createTranslator, type Translator } from '../../../main/i18n/translator.ts'
import { languagesInTurn } from '../journeys.ts'
import { startRunStudio } from './run-studio.ts'
import { layoutFaults } from './layout-faults.ts'
import { answerAsSuggested, trainPlan } from './wizard-walk.ts'

const size = { width: 1100, height: 900 }

/** Answers all questions as suggested and unfolds what can be changed. */
async function openEditor(page: Page): Promise<void> {
  await answerAsSuggested(page)
  for (const trigger of await page.locator('.editor-trigger').all()) await trigger.click()
  await page.locator('.split-thumb').first().waitFor()
}

/** Chooses in a drop-down list. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .locator('.select')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('.select-button')
    .click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await page.getByRole('listbox').waitFor({ state: 'detached' })
}

async function setNumber(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true })
  await field.fill(value)
  await field.press('Tab')
}

const turnOn = (page: Page, label: string) => page.locator('.switch', { hasText: label }).click()

/** Frames of the window that could be scrolled, which only the page in them may be: focusing what is unseen would do so. */
const scrollingFrames = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, body, #root, .shell, .shell-main')]
      .filter((element) => element.scrollTop > 0 || element.scrollHeight > element.clientHeight)
      .map((element) => `${element.tagName} ${element.className} ${element.scrollHeight} > ${element.clientHeight}`),
  )

interface Choice {
  readonly field: string
  readonly options: string
  readonly kinds: readonly string[]
}

/** Chooses each kind in turn and says what is wrong with the page then. */
async function faultsOf(page: Page, { text }: Translator, { field, options, kinds }: Choice): Promise<string[]> {
  const faults: string[] = []
  for (const kind of kinds) {
    await choose(page, text(`wizard.fields.${field}`), text(`wizard.${options}.${kind}`))
    faults.push(...(await layoutFaults(page)).map((fault) => `${kind}: ${fault}`))
  }
  return faults
}

const optimizers = {
  field: 'optimizer',
  options: 'optimizers',
  kinds: ['sgd', 'momentum', 'adam', 'adagrad', 'lion', 'rmsprop'],
}
const schedules = {
  field: 'schedule',
  options: 'schedules',
  kinds: ['constant', 'step', 'cosine', 'one-cycle', 'plateau'],
}
const losses = { field: 'loss', options: 'losses', kinds: ['mae', 'mse', 'huber'] }

describe.each(languagesInTurn(0))('the settings of a training in %s', (language) => {
  const words = createTranslator(language)
  const { text } = words

  it('can all be chosen for classes, and the run is trained with them', async () => {
    await using runs = await startRunStudio({ language, size })
    const { page } = runs.studio
    await runs.go(`/data/${runs.datasetId}/train`)
    await openEditor(page)
    const faults = [...(await faultsOf(page, words, optimizers)), ...(await faultsOf(page, words, schedules))]
    await setNumber(page, text('wizard.fields.epochs'), '12')
    const layers = page.getByRole('table', { name: text('wizard.layerPlan.learning') })
    const article = text('wizard.article.asInArticle', { family: text('runs.familyShort.mlp') })
    await choose(page, text('wizard.article.structure'), article)
    await page.getByText(text('wizard.article.exact')).waitFor()
    // Linear, ReLU, Linear.
    await expect.poll(() => layers.getByRole('rowheader').allInnerTexts()).toEqual(['layers.0', 'layers.2'])
    await layers.getByRole('row').nth(1).locator('.checkbox').first().click()
    await setNumber(page, text('wizard.layerPlan.rateLayer', { layer: 'layers.2' }), '0.5')
    await layers.scrollIntoViewIfNeeded()
    await runs.studio.screenshot(`wizard-layers-${language}`)
    await setNumber(page, text('wizard.parts.labelSmoothing'), '0.1')
    await page.locator('.segment', { hasText: text('wizard.classWeightings.balanced') }).click()
    await page.locator('.segment', { hasText: text('wizard.clipKinds.value') }).click()
    await turnOn(page, text('wizard.fields.averaging'))
    await setNumber(page, text('wizard.fields.accumulation'), '2')
    faults.push(...(await layoutFaults(page)))
    expect(faults).toEqual([])
    expect(await scrollingFrames(page)).toEqual([])
    await runs.studio.screenshot(`wizard-settings-classes-${language}`)

    const id = await trainPlan(page, words)
    const { spec } = await runs.waitFor(id, 'completed')
    expect(spec.model).toMatchObject({ hidden: [64], activation: 'relu', normalization: 'none', dropout: 0 })
    expect(spec.training).toMatchObject({
      frozen: ['layers.0'],
      learningRateFactors: [{ prefix: 'layers.2', factor: 0.5 }],
      epochs: 12,
      optimizer: { kind: 'rmsprop', decay: 0.99, momentum: 0, centered: false },
      schedule: { kind: 'plateau', factor: 0.1 },
      loss: { kind: 'cross-entropy', labelSmoothing: 0.1, classWeights: 'balanced' },
      gradientClip: { value: 0.5 },
      averaging: { decay: 0.99 },
      accumulation: 2,
    })
    expect(runs.complaints).toEqual([])
  })

  it('have the losses of numbers for a column of numbers', async () => {
    await using runs = await startRunStudio({ language, size, sample: 'life-expectancy' })
    const { page } = runs.studio
    await runs.go(`/data/${runs.datasetId}/train`)
    await openEditor(page)
    expect(await faultsOf(page, words, losses)).toEqual([])
    expect(await scrollingFrames(page)).toEqual([])
    await runs.studio.screenshot(`wizard-settings-numbers-${language}`)
    expect(runs.complaints).toEqual([])
  })

  it('take over the learning rate that a short sweep over rates suggests', async () => {
    await using runs = await startRunStudio({ language, size, sample: 'life-expectancy' })
    const { page } = runs.studio
    await runs.go(`/data/${runs.datasetId}/train`)
    await openEditor(page)
    await page.getByRole('button', { name: text('wizard.rates.test'), exact: true }).click()
    await page.getByRole('img', { name: text('wizard.rates.curve') }).waitFor({ timeout: 60_000 })
    expect(await layoutFaults(page)).toEqual([])
    const use = page.locator('.rates-found .button')
    const rate = /[\d.]+$/.exec(await use.innerText())?.[0]
    await use.scrollIntoViewIfNeeded()
    await use.click()
    const field = page.getByRole('textbox', { name: text('wizard.fields.learningRate'), exact: true })
    await expect.poll(() => field.inputValue()).toBe(rate)
    expect(runs.complaints).toEqual([])
  })
})
