/** Says an error in a box of its own: for what went wrong outside the interface, as by a menu. */
import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { ErrorData } from '../../compute/spec/errors.ts'
import type { Translator } from '../i18n/translator.ts'

/** Shows the three sentences of an error. */
export async function showError(window: BrowserWindow | null, translator: Translator, error: ErrorData): Promise<void> {
  const { what, kept, next } = translator.sayError(error)
  const options = { type: 'warning' as const, message: what, detail: `${kept}\n\n${next}`, noLink: true }
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options))
}
