import { describe, expect, it } from 'vitest'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { isOwnPage, isOwnUrl, safePreferences } from '../../../../main/window/lockdown.ts'

type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** A page with its main frame at an address, in the shape that the check looks at. */
function pageAt(url: string): WebContents {
  return { mainFrame: { url } } as WebContents
}

describe('a request', () => {
  const page = pageAt('app://studio/index.html#/runs')
  const from = (sender: WebContents, senderFrame: unknown): Sender => ({ sender, senderFrame }) as Sender

  it("is heard from the main frame of our window's page", () => {
    expect(isOwnPage(from(page, page.mainFrame), page)).toBe(true)
  })

  it('is not heard from another window, a frame in the page, a page that is gone, or another address', () => {
    const other = pageAt('app://studio/index.html')
    expect(isOwnPage(from(other, other.mainFrame), page)).toBe(false)
    expect(isOwnPage(from(page, { url: 'app://studio/index.html' }), page)).toBe(false)
    expect(isOwnPage(from(page, null), page)).toBe(false)
    const strayed = pageAt('https://example.com/')
    expect(isOwnPage(from(strayed, strayed.mainFrame), strayed)).toBe(false)
  })
})

describe('an address', () => {
  it('is our own with the whole origin only', () => {
    expect(isOwnUrl('app://studio/index.html')).toBe(true)
    for (const url of ['app://studio.evil/index.html', 'app://studio@evil/x', 'https://app//studio/', '']) {
      expect(isOwnUrl(url)).toBe(false)
    }
  })
})

describe('the preferences of the window', () => {
  it('are each on the safe side', () => {
    expect(safePreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    })
  })
})
