/** What the tests that walk the whole way have in common: in which app, how it begins, and how a person presses what stands there. */
import type { Page } from 'playwright-core'
import type { MessageParams } from '../../compute/spec/message.ts'
import { createTranslator, type Translator } from '../../main/i18n/translator.ts'
import type { Language } from '../../main/ipc/contract/records.ts'
import { startStudio, type StudioOptions } from './driver.ts'

/** Both languages, themes, and sizes of a window. */
export const journeys = [
  { language: 'en', theme: 'light', size: { width: 1280, height: 860 } },
  { language: 'zh-CN', theme: 'dark', size: { width: 1024, height: 700 } },
] as const

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
  return { studio, page, words, shot, ...handsOf(page, words), [Symbol.asyncDispose]: end }
}
