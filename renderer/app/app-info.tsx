/** What the app knows of itself and of its machine, with the language and theme that hold now. */
import { createContext, use } from 'react'
import type { ResponseOf } from '../../main/ipc/contract/channels.ts'
import { invoke } from '../bridge/invoke.ts'

export type AppInfo = ResponseOf<'app.info'>

export const AppInfoContext = createContext<AppInfo | null>(null)

/** The app's own data. Usable below `App`. */
export function useAppInfo(): AppInfo {
  const info = use(AppInfoContext)
  if (info === null) throw new Error('useAppInfo outside of App')
  return info
}

/** Whether the dark theme holds now; what is drawn on a canvas is drawn again when it changes. */
export function useDark(): boolean {
  return useAppInfo().dark
}

/** Asks the main process, and puts theme and language on the document before anything is drawn. */
export async function loadAppInfo(): Promise<AppInfo> {
  const info = await invoke('app.info', {})
  applyToDocument(info)
  return info
}

/** Sets the document's language and theme, which the style sheets follow. */
export function applyToDocument({ language, dark }: Pick<AppInfo, 'language' | 'dark'>): void {
  document.documentElement.lang = language
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}
