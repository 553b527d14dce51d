/** The one window: its size, its colours before the page is there, and the page. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Settings } from '../ipc/contract/records.ts'
import { startPage } from './app-protocol.ts'
import { groundColors } from './ground-colors.ts'
import { lockPage, safePreferences } from './lockdown.ts'

/** The smallest window in which every screen works. */
export const smallestSize = { width: 900, height: 600 } as const

/** The ground colour of the theme that holds now. */
export function groundColor(): string {
  return nativeTheme.shouldUseDarkColors ? groundColors.dark : groundColors.light
}

export interface MainWindowOptions {
  readonly title: string
  readonly icon: string | null
  readonly preload: string
  readonly remembered: Settings['window']
  readonly devTools: boolean
  /** Called when size or state have changed and come to rest. */
  readonly onResize: (bounds: Settings['window']) => void
}

/** Opens the window; it shows itself when its page has painted. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...fitToScreen(options.remembered),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: options.title,
    backgroundColor: groundColor(),
    ...(options.icon === null ? {} : { icon: options.icon }),
    webPreferences: { ...safePreferences, preload: options.preload, devTools: options.devTools },
  })
  lockPage(window.webContents)
  rememberSize(window, options.onResize)
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => {
    if (options.remembered.maximized) window.maximize()
    window.show()
  })
  void window.loadURL(startPage)
  return window
}

/** A remembered size that fits the screen there is now. */
export function fitToScreen({ width, height }: Settings['window']): { width: number; height: number } {
  const { workAreaSize } = screen.getPrimaryDisplay()
  return {
    width: Math.round(Math.min(Math.max(width, smallestSize.width), Math.max(workAreaSize.width, smallestSize.width))),
    height: Math.round(
      Math.min(Math.max(height, smallestSize.height), Math.max(workAreaSize.height, smallestSize.height)),
    ),
  }
}

function rememberSize(window: BrowserWindow, onResize: MainWindowOptions['onResize']): void {
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    const { width, height } = window.getNormalBounds()
    onResize({ width, height, maximized: window.isMaximized() })
  }
  const restart = (): void => {
    clearTimeout(timer)
    timer = setTimeout(tell, 400)
  }
  window.on('resize', restart)
  window.on('maximize', restart)
  window.on('unmaximize', restart)
  window.on('close', () => {
    clearTimeout(timer)
    tell()
  })
}
