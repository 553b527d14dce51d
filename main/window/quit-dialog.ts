/** Asks before quitting while runs are training. */
import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Translator } from '../i18n/translator.ts'
import { quitQuestion } from './quit-question.ts'

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
