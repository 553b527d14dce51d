/** What the tests that walk the whole way have in common: in which app, and how a person presses what stands there. */
import type { MessageParams } from '../../compute/spec/message.ts'
import type { Page } from 'playwright-core'
import type { Translator } from '../../main/i18n/translator.ts'

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
