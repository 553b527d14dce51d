/** What the tests that walk the whole way have in common: in which app, how it begins, and how a person presses what stands there. */
import type { Locator, Page } from 'playwright-core'
import type { MessageParams } from '../../compute/spec/message.ts'
import { createTranslator, type Translator } from '../../main/i18n/translator.ts'
import type { Language, RunSummary } from '../../main/ipc/contract/records.ts'
import { type RunningStudio, startStudio, type StudioOptions } from './driver.ts'

/** Both languages, themes, and sizes of a window. */
export const journeys = [
  { language: 'en', theme: 'light', size: { width: 1280, height: 860 } },
  { language: 'zh-CN', theme: 'dark', size: { width: 1024, height: 700 } },
] as const

/**
 * The journey of a test that walks one of them each time, for the tests together to walk both; both of them where
 * MODELWRIGHT_ALL_JOURNEYS is set.
 */
export const journeysInTurn = (turn: 0 | 1) =>
  process.env['MODELWRIGHT_ALL_JOURNEYS'] === undefined ? [journeys[turn]] : journeys

/** The same of a test that needs a language alone. */
export const languagesInTurn = (turn: 0 | 1) => journeysInTurn(turn).map(({ language }) => language)

/** Presses buttons and opens tabs by the keys of their words. */
export function handsOf(page: Page, words: Pick<Translator, 'text'>) {
  return {
    press: (key: string, params: MessageParams = {}) =>
      page
        .getByRole('button', { name: words.text(key, params), exact: true })
        .first()
        .click(),
    openTab: (key: string) => page.getByRole('tab', { name: words.text(key) }).click(),
  }
}

/** Starts the app and waits for its start page. @param name what pictures of the window are named after */
export async function beginJourney(options: StudioOptions & { readonly language: Language }, name: string) {
  const studio = await startStudio(options)
  const { page } = studio
  const end = () => studio[Symbol.asyncDispose]()
  try {
    await page.locator('.start-sample').first().waitFor()
  } catch (error) {
    await end()
    throw error
  }
  const words = createTranslator(options.language)
  const shot = (part: string) => studio.screenshot(`${name}-${part}-${options.language}`)
  const hands = handsOf(page, words)
  return { studio, page, words, shot, ...hands, ...stepsOf(studio, words, shot, hands), [Symbol.asyncDispose]: end }
}

/** Steps that most journeys have in common. */
function stepsOf(
  studio: RunningStudio,
  words: Pick<Translator, 'text'>,
  shot: (part: string) => Promise<unknown>,
  { press, openTab }: ReturnType<typeof handsOf>,
) {
  const { page } = studio
  return {
    /** Imports what the preview shows. @param arrived what is on the dataset's page */
    importShown: async (arrived: Locator): Promise<void> => {
      await page.locator('.page-head .button-primary:not([data-disabled])').click()
      await arrived.first().waitFor({ timeout: 120_000 })
    },
    /** From the dataset's page to the recommendation, all questions answered as suggested. */
    toRecommendation: async (): Promise<void> => {
      await press('dataset.train')
      await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
      await shot('question')
      await press('wizard.toRecommendation')
      await page.locator('.card').waitFor({ timeout: 60_000 })
      await shot('recommendation')
    },
    /** Trains the plan that is shown, until its result is. @param heading what stands above it. @returns the run */
    trainShown: async (heading = 'result.confusion'): Promise<RunSummary> => {
      await press('wizard.train')
      await page.getByRole('heading', { name: words.text(heading) }).waitFor({ timeout: 180_000 })
      await shot('result')
      const [run] = await studio.invoke('runs.list', {})
      if (run === undefined) throw new Error('no run')
      return run
    },
    /** Writes the model to a file; the system's dialog is answered already unless a path is given. */
    exportShown: async (path?: string): Promise<void> => {
      if (path !== undefined) await studio.answerDialogs({ save: [path] })
      await openTab('result.view.export')
      await press('result.export')
      await page.locator('.export-verdict').first().waitFor({ timeout: 60_000 })
      await shot('export')
    },
  }
}
