/** The About box. */
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Translator } from '../i18n/translator.ts'

/** Says which version this is, and what it is made of. */
export async function showAbout(
  window: BrowserWindow | null,
  translator: Translator,
  versions: Readonly<Record<string, string>>,
): Promise<void> {
  const options = {
    type: 'info' as const,
    title: translator.text('dialogs.about.title'),
    message: translator.text('dialogs.about.text', { version: app.getVersion() }),
    detail: translator.text('dialogs.about.detail', { ...versions }),
    noLink: true,
  }
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options))
}
