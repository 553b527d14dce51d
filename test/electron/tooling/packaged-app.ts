/** Starts a packaged app with the fuses that are shipped, and talks to its page. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import type { Channel, Reply, RequestOf, ResponseOf } from '../../../main/ipc/contract/channels.ts'
import { sandboxArguments } from '../../../main/tooling/electron-launch.ts'

/**
 * Starts the packaged app and hands over its page. The inspector that Playwright's own Electron driver uses is fused
 * off in what is shipped, so the page is reached through Chromium's debugging port.
 */
export async function withPackagedApp(executable: string, look: (page: Page) => Promise<void>): Promise<void> {
  const userData = mkdtempSync(join(tmpdir(), 'modelwright-user-data-'))
  const args = [...sandboxArguments(), '--remote-debugging-port=0', `--user-data-dir=${userData}`]
  const child = spawn(executable, [...args, `--projects-folder=${join(userData, 'projects')}`])
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child))
    const context = browser.contexts()[0]
    if (context === undefined) throw new Error('the app has no browser context')
    await look(context.pages()[0] ?? (await context.waitForEvent('page')))
    await browser.close()
  } finally {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    rmSync(userData, { recursive: true, force: true })
  }
}

/** Chromium prints the address of its debugging port as soon as it listens. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`the app ended with ${String(code)}: ${printed}`)))
  })
}

/** Sends a request as the interface does. @throws Error with what the app answered, when it refused */
export async function invokeIn<C extends Channel>(
  page: Page,
  channel: C,
  request: RequestOf<C>,
): Promise<ResponseOf<C>> {
  // Playwright's types take a request apart and can't put it together again: here it passes untyped.
  const parts: readonly [string, unknown] = [channel, request]
  const answer: unknown = await page.evaluate(
    ([name, payload]) => window.modelwright.invoke(name as Channel, payload as RequestOf<Channel>),
    parts,
  )
  const reply = answer as Reply<C>
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.value
}
