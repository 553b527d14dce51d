/**
 * Turns messages into sentences outside the interface: for the main process and the command line.
 *
 * The words are the JSON files of assets/locales/<language>, all merged into one tree.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance, type FormatterModule } from 'i18next'
import type { ErrorData } from '../../compute/spec/errors.ts'
import type { Message, MessageParams } from '../../compute/spec/message.ts'
import { createFormats, type Formats, formatValue } from '../../compute/spec/value-formats.ts'
import { findAppRoot } from '../app-root.ts'
import type { Language } from '../ipc/contract/records.ts'

/** A tree of sentences; the leaves are texts with `{{placeholders}}`. */
export interface Sentences {
  [key: string]: string | Sentences
}

export interface Translator {
  readonly language: Language
  readonly formats: Formats
  /** The sentence of a key, or the key itself where there is none. */
  readonly text: (key: string, params?: MessageParams) => string
  /** The sentence of a message. */
  readonly say: (message: Message) => string
  /** The three sentences of an error: what happened, what was kept, what to do. */
  readonly sayError: (error: ErrorData) => { what: string; kept: string; next: string }
}

/** The language of ours that is nearest to a tag such as `zh_CN.UTF-8`, `zh-Hant` or `de`. */
export function nearestLanguage(tag: string | undefined): Language {
  return tag !== undefined && /^zh\b|^zh_/i.test(tag) ? 'zh-CN' : 'en'
}

/** All sentences of a language, the files deep-merged. */
export function loadSentences(language: Language, appRoot: string = findAppRoot()): Sentences {
  const folder = join(appRoot, 'assets', 'locales', language)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().reduce<Sentences>((all, name) => {
    return mergeSentences(all, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sentences)
  }, {})
}

function mergeSentences(into: Sentences, from: Sentences): Sentences {
  const merged = { ...into }
  for (const [key, value] of Object.entries(from)) {
    const before = merged[key]
    merged[key] = typeof before === 'object' && typeof value === 'object' ? mergeSentences(before, value) : value
  }
  return merged
}

/** A translator for one language, with the whole of its sentences in memory. */
export function createTranslator(language: Language, appRoot?: string): Translator {
  const instance = createInstance()
  const formats = createFormats(language)
  const formatter: FormatterModule = {
    type: 'formatter',
    init: () => undefined,
    add: () => undefined,
    addCached: () => undefined,
    format: (value: unknown, format) => formatValue(value, format, formats),
  }
  void instance.use(formatter).init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation: loadSentences(language, appRoot) } },
    // The sentences go to a terminal or into React, neither of which takes HTML entities.
    interpolation: { escapeValue: false, alwaysFormat: true },
  })
  const text = (key: string, params: MessageParams = {}): string => instance.t(key, params)
  return {
    language,
    formats,
    text,
    say: (message) => text(message.key, message.params),
    sayError: ({ code, params }) => ({
      what: text(`errors.${code}.what`, params),
      kept: text(`errors.${code}.kept`, params),
      next: text(`errors.${code}.next`, params),
    }),
  }
}
