/** Asks before quitting while runs are training. */
import { dialog } from 'electron'
import type { BrowserWindow, MessageBoxOptions } from 'electron'
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

/** Whether the person wants to quit all the same. */
export async function mayQuit(
  window: BrowserWindow | null,
  translator: Translator,
  names: readonly string[],
): Promise<boolean> {
  const question = quitQuestion(translator, names)
  const { response } = await (window === null
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question))
  return response === 1
}
