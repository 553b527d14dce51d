/** What a page in a window of this app may not do: leave its files, open windows, use the network or the device. */
import type { IpcMainInvokeEvent, Session, WebContents } from 'electron'
import { appOrigin, startPage } from './app-protocol.ts'

/** Web preferences of the window, each on the safe side, spelled out so that a test can hold them. */
export const safePreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  // The spelling checker of Chromium fetches its dictionaries from the network.
  spellcheck: false,
} as const

/** Writing text to the clipboard is all that the interface needs a permission for. */
const granted: readonly string[] = ['clipboard-sanitized-write']

/** True for addresses of the interface's own files. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${appOrigin}/`)
}

/** Whether a request comes from the page of our window itself: not from a frame in it, nor from another address. */
export function isOwnPage(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, page: WebContents): boolean {
  const { sender, senderFrame } = event
  return sender === page && senderFrame !== null && senderFrame === page.mainFrame && isOwnUrl(senderFrame.url)
}

/** Refuses permissions, and every request that would leave this machine. */
export function lockSession(session: Session): void {
  const isGranted = (permission: string, url: string): boolean => granted.includes(permission) && isOwnUrl(url)
  session.setPermissionCheckHandler((_page, permission, origin) => isGranted(permission, `${origin}/`))
  session.setPermissionRequestHandler((_page, permission, decide, details) =>
    decide(isGranted(permission, details.requestingUrl)),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_request, decide) => decide({ cancel: true }))
}

const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*']

/** Keeps a page where it is; it may only load itself again. */
export function lockPage(page: WebContents): void {
  const isReload = (url: string): boolean => url.split('#')[0] === startPage
  page.on('will-navigate', (event) => {
    if (!isReload(event.url)) event.preventDefault()
  })
  page.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isReload(event.url)) event.preventDefault()
  })
  page.on('will-redirect', (event) => event.preventDefault())
  page.on('will-attach-webview', (event) => event.preventDefault())
  page.setWindowOpenHandler(() => ({ action: 'deny' }))
}
