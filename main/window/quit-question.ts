/** The question before quitting while runs are training, as data. */
import type { MessageBoxOptions } from 'electron'
import type { Translator } from '../i18n/translator.ts'

/** The question in a language, about the runs with these names. */
export function quitQuestion(translator: Translator, names: readonly string[]): MessageBoxOptions {
  const [only] = names
  const message =
    names.length === 1 && only !== undefined
      ? translator.text('dialogs.quit.textOne', { name: only })
      : translator.text('dialogs.quit.textSeveral', { count: names.length })
  return {
    type: 'question',
    title: translator.text('dialogs.quit.title'),
    message,
    detail: translator.text('dialogs.quit.detail'),
    buttons: [translator.text('dialogs.quit.stay'), translator.text('dialogs.quit.quit')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
