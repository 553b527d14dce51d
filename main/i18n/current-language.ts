/** The language that the app speaks now, by its settings and the system's. */
import { app } from 'electron'
import type { Language, Settings } from '../ipc/contract/records.ts'
import { createTranslator, nearestLanguage } from './translator.ts'
import type { Translator } from './translator.ts'

export interface CurrentLanguage {
  language(): Language
  translator(): Translator
}

/** Follows the settings. Each language is read once. */
export function followLanguage(settings: () => Settings, appRoot: string): CurrentLanguage {
  const translators = new Map<Language, Translator>()
  const language = (): Language => {
    const chosen = settings().language
    return chosen === 'system' ? nearestLanguage(app.getPreferredSystemLanguages()[0] ?? app.getLocale()) : chosen
  }
  return {
    language,
    translator() {
      const wanted = language()
      const known = translators.get(wanted)
      if (known !== undefined) return known
      const made = createTranslator(wanted, appRoot)
      translators.set(wanted, made)
      return made
    },
  }
}
