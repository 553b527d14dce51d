/** The words of the chosen language, for components: sentences by key, messages of the engine, and formats. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { errorToData, StudioError } from '../../compute/spec/errors.ts'
import type { Message, MessageParams } from '../../compute/spec/message.ts'
import type { Language } from '../../main/ipc/contract/records.ts'
import type { Formats } from './formats.ts'
import { formatsOf } from './setup.ts'

export interface Words {
  readonly language: Language
  readonly format: Formats
  /** The sentence of a key. */
  readonly text: (key: string, params?: MessageParams) => string
  /** Sentences one after the other, as the language sets them; those that are not there are left out. */
  readonly joined: (...sentences: readonly (string | false)[]) => string
  /** The sentence of a message of the engine. */
  readonly say: (message: Message) => string
  /** The three sentences of an error, and its technical detail where there is one. */
  readonly sayError: (error: unknown) => ErrorWords
}

export interface ErrorWords {
  readonly code: StudioError['code']
  readonly what: string
  readonly kept: string
  readonly next: string
  readonly detail: string | null
}

/** What stands between two sentences. A Chinese full stop brings its own space along. */
const gaps: Readonly<Record<Language, string>> = { en: ' ', 'zh-CN': '' }

/** The words of the language that is chosen now; a component that uses them is drawn again when it changes. */
export function useWords(): Words {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
  return useMemo(() => {
    const text = (key: string, params: MessageParams = {}): string => t(key, params)
    return {
      language,
      format: formatsOf(language),
      text,
      joined: (...sentences) => sentences.filter((each) => each !== false).join(gaps[language]),
      say: (message: Message) => text(message.key, message.params),
      sayError: (error: unknown) => {
        const { code, params, detail } = errorToData(error)
        const sentence = (part: string) => text(`errors.${code}.${part}`, params)
        return {
          code,
          what: sentence('what'),
          kept: sentence('kept'),
          next: sentence('next'),
          detail: detailOf(error) ?? detail ?? null,
        }
      },
    }
  }, [t, language])
}

/** What an error from another process said there; `errorToData` would add where it was made anew here. */
function detailOf(error: unknown): string | undefined {
  return error instanceof StudioError && error.cause instanceof Error ? error.cause.message : undefined
}
