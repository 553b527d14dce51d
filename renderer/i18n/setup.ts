/**
 * The interface's languages: all files of assets/locales/<language>, merged into one tree, and how values stand in them.
 *
 * A number in a sentence is written as the language writes it; `{{share, percent}}`, `{{size, bytes}}`,
 * `{{time, duration}}`, `{{when, date}}` say what else it is.
 */
import { createInstance, type FormatterModule, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../main/ipc/contract/records.ts'
import { createFormats, type Formats, formatValue } from './formats.ts'
import { mergeSentences, type Sentences } from './merge-sentences.ts'

const files = import.meta.glob<Sentences>('../../assets/locales/*/*.json', { eager: true, import: 'default' })
const formatsByLanguage = new Map<string, Formats>()

/** The formats of a language, made once. */
export function formatsOf(language: Language): Formats {
  const known = formatsByLanguage.get(language) ?? createFormats(language)
  formatsByLanguage.set(language, known)
  return known
}

const formatter: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, format, language) =>
    formatValue(value, format, formatsOf(language === 'zh-CN' ? 'zh-CN' : 'en')),
}

/** Makes the translator that React uses. Switch it with `changeLanguage`. */
export function createLanguages(language: Language): i18n {
  const instance = createInstance()
  void instance
    .use(formatter)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      initAsync: false,
      resources: { en: { translation: sentencesOf('en') }, 'zh-CN': { translation: sentencesOf('zh-CN') } },
      // React escapes by itself.
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    })
  return instance
}

function sentencesOf(language: Language): Sentences {
  const own = Object.keys(files).filter((path) => path.includes(`/locales/${language}/`))
  return own.sort().reduce<Sentences>((all, path) => mergeSentences(all, files[path] ?? {}), {})
}
