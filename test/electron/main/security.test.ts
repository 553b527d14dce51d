/** What a page in the app's window can't do, tried from inside the real window. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningStudio } from '../driver.ts'
import { startStudio } from '../driver.ts'

let studio: RunningStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio[Symbol.asyncDispose]())

describe('the window', () => {
  it('is isolated, sandboxed and without Node', async () => {
    const preferences = await studio.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      // Not in Electron's public types, but the one place that tells what really holds.
      const contents = window?.webContents as unknown as
        { getLastWebPreferences(): Record<string, unknown> } | undefined
      return contents?.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    })
    expect(preferences?.['nodeIntegrationInWorker'] ?? false).toBe(false)
    const found = await studio.page.evaluate(() => {
      const all = globalThis as Record<string, unknown>
      return ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in all)
    })
    expect(found).toEqual([])
  })

  it('gives its page the bridge and nothing more, and the page can not change it', async () => {
    const { keys, changed } = await studio.page.evaluate(() => {
      const bridge = window.modelwright as unknown as Record<string, unknown>
      let changed = true
      try {
        bridge['invoke'] = () => 'mine'
        changed = String(bridge['invoke']).includes('mine')
      } catch {
        changed = false
      }
      return { keys: Object.keys(bridge).toSorted(), changed }
    })
    expect(keys).toEqual(['invoke', 'on', 'pathForFile'])
    expect(changed).toBe(false)
  })

  it('is not smaller than its screens', async () => {
    const smallest = await studio.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getMinimumSize(),
    )
    expect(smallest).toEqual([900, 600])
  })
})

describe('the page', () => {
  it('runs no script but its own: neither inline nor eval', async () => {
    const ran = await studio.page.evaluate(async () => {
      const inline = document.createElement('script')
      inline.textContent = 'window.inlineRan = true'
      document.head.append(inline)
      const data = document.createElement('script')
      data.src = 'data:text/javascript,window.dataRan=true'
      document.head.append(data)
      await new Promise((resolve) => setTimeout(resolve, 300))
      let evaluated: unknown
      try {
        evaluated = (0, eval)('1 + 1')
      } catch {
        evaluated = 'refused'
      }
      const all = globalThis as Record<string, unknown>
      return { inline: all['inlineRan'], data: all['dataRan'], evaluated }
    })
    expect(ran).toEqual({ inline: undefined, data: undefined, evaluated: 'refused' })
  })

  it('reaches no network, not even this machine', async () => {
    let requests = 0
    const server = createServer((_request, response) => {
      requests++
      response.setHeader('Access-Control-Allow-Origin', '*').end('hello')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/`
    const answers = await studio.page.evaluate(async (address) => {
      const fetched = await fetch(address).then(
        () => 'answered',
        () => 'refused',
      )
      const image = await new Promise<string>((resolve) => {
        const element = new Image()
        element.onload = () => resolve('answered')
        element.onerror = () => resolve('refused')
        element.src = address
      })
      return [fetched, image]
    }, url)
    // Past the page's own policy, the session refuses as well.
    const asSession = await studio.app.evaluate(
      ({ session }, address) =>
        session.defaultSession.fetch(address).then(
          () => 'answered',
          () => 'refused',
        ),
      url,
    )
    server.close()
    expect([...answers, asSession]).toEqual(['refused', 'refused', 'refused'])
    expect(requests).toBe(0)
  })

  it('can not be led elsewhere, open windows or frames', async () => {
    const before = studio.page.url()
    const opened = await studio.page.evaluate(async () => {
      const other = window.open('https://example.com/')
      location.href = 'https://example.com/'
      await new Promise((resolve) => setTimeout(resolve, 200))
      location.assign('file:///etc/passwd')
      await new Promise((resolve) => setTimeout(resolve, 200))
      location.assign('app://studio/assets/other.html')
      const frame = document.createElement('iframe')
      frame.src = 'app://studio/index.html'
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 300))
      let inFrame = 'nothing'
      try {
        inFrame = frame.contentWindow?.location.href ?? 'nothing'
      } catch {
        // An error page is of another origin.
      }
      frame.remove()
      return { other: other === null, inFrame }
    })
    expect(opened.other).toBe(true)
    expect(opened.inFrame).not.toContain('index.html')
    expect(studio.page.url()).toBe(before)
    expect(studio.app.windows()).toHaveLength(1)
    expect((await studio.invoke('app.info', {})).version).toMatch(/^\d/)
  })

  it('gets no permission of the device', async () => {
    const states = await studio.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as PermissionName[]
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(states.filter((state) => state === 'granted')).toEqual([])
    const media = await studio.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'refused',
      ),
    )
    expect(media).toBe('refused')
  })

  it('is served with its policy, and nothing outside its folder is', async () => {
    const answers = await studio.page.evaluate(async () => {
      const page = await fetch('app://studio/index.html')
      const outside = await fetch('app://studio/..%2f..%2fpackage.json')
      const above = await fetch('app://studio/%2e%2e/main/index.js')
      return {
        policy: page.headers.get('content-security-policy'),
        outside: outside.status,
        above: above.status,
      }
    })
    expect(answers.policy).toContain(`default-src 'none'`)
    expect(answers.policy).not.toContain('unsafe')
    expect([answers.outside, answers.above]).toEqual([404, 404])
  })
})

describe('requests', () => {
  /** A request as a page could make it that doesn't keep to the contract. */
  const ask = (channel: string, payload?: unknown): Promise<unknown> =>
    studio.page.evaluate(
      ([name, request]) => window.modelwright.invoke(name as never, request as never) as Promise<unknown>,
      [channel, payload] as const,
    )
  const badRequest: unknown = expect.objectContaining({
    ok: false,
    error: expect.objectContaining({ code: 'bad-request' }) as unknown,
  })

  it.each([
    ['projects.open', undefined],
    ['projects.open', { path: 7 }],
    ['projects.create', { name: '' }],
    ['projects.create', { name: 'x'.repeat(121) }],
    ['datasets.rows', { id: 'a', offset: -1, limit: 10 }],
    ['datasets.rows', { id: 'a', offset: 0, limit: 1e9 }],
    ['runs.delete', { ids: [] }],
    ['runs.change', { ids: ['a'], tags: ['x'.repeat(41)] }],
    ['settings.change', { theme: 'pink' }],
    ['settings.change', { threads: 1e6 }],
  ])('with a payload that does not fit are refused: %s %j', async (channel, payload) => {
    expect(await ask(channel, payload)).toEqual(badRequest)
  })

  it.each(['toString', '__proto__', 'constructor', 'fs.readFile', 'request:app.info', ''])(
    'on a channel that is none are refused: %j',
    async (channel) => {
      expect(await ask(channel, {})).toEqual(badRequest)
    },
  )

  it('never show files that are not of this app', async () => {
    expect(await ask('shell.reveal', { path: '/etc/passwd' })).toEqual(badRequest)
    expect(await ask('shell.reveal', { path: 'relative' })).toEqual(badRequest)
  })

  it('from another window are refused, even if it has the same preload', async () => {
    const answer = await studio.app.evaluate(async ({ BrowserWindow, app }) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${app.getAppPath()}/out/main/preload.cjs`, sandbox: true, contextIsolation: true },
      })
      await other.loadURL('app://studio/index.html')
      const reply: unknown = await other.webContents.executeJavaScript(`window.modelwright.invoke('app.info', {})`)
      other.destroy()
      return reply
    })
    expect(answer).toEqual(badRequest)
  })

  it('are all there is: an event beyond the contract is not heard', async () => {
    await studio.page.evaluate(() => {
      const heard: string[] = []
      Object.assign(globalThis, { heard })
      window.modelwright.on('beyond' as never, () => heard.push('beyond'))
      window.modelwright.on('menu.command', ({ command }) => heard.push(command))
    })
    await studio.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      for (const name of ['event:beyond', 'beyond']) window?.webContents.send(name, {})
      window?.webContents.send('event:menu.command', { command: 'find' })
    })
    await studio.page.waitForFunction(() => (globalThis as unknown as { heard: string[] }).heard.length > 0)
    expect(await studio.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual(['find'])
  })
})
