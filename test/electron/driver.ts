/**
 * Drives the real app: built from the source, started in the real Electron, in folders of its own.
 *
 * The system's dialogs alone are answered in a person's stead; everything else is the app as it is.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import { errorFromData } from '../../compute/spec/errors.ts'
import type { Channel, Reply, RequestOf, ResponseOf } from '../../main/ipc/contract/channels.ts'
import type { Language, Settings } from '../../main/ipc/contract/records.ts'
import { buildApp } from '../../main/tooling/bundles.ts'
import { hasDisplay, withDisplay } from '../../main/tooling/display.ts'
import { launchCommand } from '../../main/tooling/electron-launch.ts'
import type { LaunchCommand } from '../../main/tooling/electron-launch.ts'
import { electronHost, findElectron } from '../../main/tooling/electron-runtime.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { fitSqlite } from '../../main/tooling/sqlite-runtime.ts'
import { defaultSettings } from '../../main/settings/restore-settings.ts'

export interface StudioOptions {
  readonly language?: Language
  readonly theme?: Settings['theme']
  readonly size?: { readonly width: number; readonly height: number }
  /** The folders of an app that ran before, to be started again; new ones are made otherwise. */
  readonly home?: StudioHome
  /** More arguments for the app, for example a file to open. */
  readonly args?: readonly string[]
  /** Starts a packaged app in place of the one built here. */
  readonly command?: LaunchCommand
}

/** The folders of one app: what it remembers, and where it makes projects. */
export interface StudioHome {
  readonly folder: string
  readonly userData: string
  readonly projects: string
}

/** What a person answers to the system's next dialogs, in their order. `null` dismisses. */
export interface DialogAnswers {
  readonly open?: readonly (string | readonly string[] | null)[]
  readonly save?: readonly (string | null)[]
  /** Numbers of the buttons that are pressed in message boxes. */
  readonly message?: readonly number[]
}

export interface RunningStudio extends AsyncDisposable {
  readonly app: ElectronApplication
  readonly page: Page
  readonly home: StudioHome
  /** Sends a request as the interface does. @throws StudioError */
  invoke<C extends Channel>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>>
  answerDialogs(answers: DialogAnswers): Promise<void>
  /** Drops a file, or several at once, on the window, as from the file manager. */
  dropFile(...paths: string[]): Promise<void>
  /** A picture of the window, in test-results/screens. */
  screenshot(name: string): Promise<string>
  /** Quits as a person would, and waits until the app has ended. Its folders stay. */
  quit(): Promise<void>
  /** Ends the app and all its processes as `kill -9` does. Its folders stay. */
  kill(): Promise<void>
}

let preparation: Promise<LaunchCommand> | null = null

/** Builds what has changed and finds the runtime, once a process. */
export function prepareStudio(): Promise<LaunchCommand> {
  preparation ??= (async () => {
    const runtime = await findElectron()
    await fitSqlite([electronHost(runtime)])
    await buildApp()
    await ensureDisplay()
    return launchCommand(runtime, repositoryRoot)
  })()
  return preparation
}

/** A virtual screen, where there is none, until this process ends. */
function ensureDisplay(): Promise<void> {
  if (hasDisplay()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    withDisplay(() => {
      resolve()
      return new Promise<never>(() => undefined)
    }).catch(reject)
  })
}

/** New folders for an app. */
export async function makeHome(): Promise<StudioHome> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwright-'))
  const home = { folder, userData: join(folder, 'user-data'), projects: join(folder, 'projects') }
  await mkdir(home.userData)
  await mkdir(home.projects)
  return home
}

/** Starts the app and waits for its window. The disposed studio is ended, and folders that were made for it are removed. */
export async function startStudio(options: StudioOptions = {}): Promise<RunningStudio> {
  const { executablePath, args } = options.command ?? (await prepareStudio())
  const home = options.home ?? (await makeHome())
  await writeSettings(home, options)
  const app = await _electron.launch({
    executablePath,
    args: [...args, `--user-data-dir=${home.userData}`, `--projects-folder=${home.projects}`, ...(options.args ?? [])],
    timeout: 60_000,
  })
  const ended = new Promise<void>((resolve) => app.once('close', () => resolve()))
  const { pid } = app.process()
  const page = await app.firstWindow()
  await page.waitForLoadState('load')

  const studio: RunningStudio = {
    app,
    page,
    home,
    async invoke(channel, request) {
      const reply = await send(page, channel, request)
      if (reply.ok) return reply.value
      throw errorFromData(reply.error)
    },
    answerDialogs: (answers) => answerDialogs(app, answers),
    dropFile: (...paths) => dropFiles(page, paths),
    async screenshot(name) {
      const path = join(repositoryRoot, 'test-results', 'screens', `${name}.png`)
      await page.screenshot({ path })
      return path
    },
    async quit() {
      await app.evaluate(({ app: electron }) => electron.quit())
      await ended
    },
    async kill() {
      killTree(pid)
      await ended
    },
    async [Symbol.asyncDispose]() {
      killTree(pid)
      await ended
      if (options.home === undefined) await rm(home.folder, { recursive: true, force: true })
    },
  }
  return studio
}

/** Playwright's types take a request apart and can't put it together again; so this is where it passes untyped. */
async function send<C extends Channel>(page: Page, channel: C, request: RequestOf<C>): Promise<Reply<C>> {
  const parts: readonly [string, unknown] = [channel, request]
  const reply: unknown = await page.evaluate(
    ([name, payload]) => window.modelwright.invoke(name as Channel, payload as RequestOf<Channel>),
    parts,
  )
  return reply as Reply<C>
}

async function writeSettings(home: StudioHome, { language, theme, size }: StudioOptions): Promise<void> {
  const file = join(home.userData, 'settings.json')
  const kept = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Partial<Settings>,
    () => ({ ...defaultSettings, language: 'en' as const, theme: 'light' as const }),
  )
  const window = size === undefined ? {} : { window: { ...size, maximized: false } }
  const chosen = {
    ...(language === undefined ? {} : { language }),
    ...(theme === undefined ? {} : { theme }),
    ...window,
  }
  await writeFile(file, JSON.stringify({ ...kept, ...chosen }))
}

function answerDialogs(app: ElectronApplication, answers: DialogAnswers): Promise<void> {
  return app.evaluate(({ dialog }, given) => {
    const taker = <T>(list: readonly T[] = []) => {
      const left = [...list]
      return (): T | undefined => left.shift()
    }
    const [open, save, message] = [taker(given.open), taker(given.save), taker(given.message)]
    dialog.showOpenDialog = () => {
      const paths = [open() ?? []].flat()
      return Promise.resolve({ canceled: paths.length === 0, filePaths: paths })
    }
    dialog.showSaveDialog = () => {
      const path = save() ?? null
      return Promise.resolve({ canceled: path === null, filePath: path ?? '' })
    }
    dialog.showMessageBox = () => Promise.resolve({ response: message() ?? 0, checkboxChecked: false })
  }, answers)
}

/** A file input gives a File with a path behind it; the drop carries that. */
async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const made = document.createElement('input')
    made.type = 'file'
    made.multiple = true
    return document.body.appendChild(made)
  })
  await input.asElement().setInputFiles([...paths])
  await input.evaluate((element) => {
    const data = new DataTransfer()
    const files = [...(element.files ?? [])]
    element.remove()
    if (files.length === 0) throw new Error('no file was taken')
    for (const file of files) data.items.add(file)
    const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
    }
  })
}

/** Kills a process and those that it started, each with SIGKILL, the children first found. */
function killTree(pid: number | undefined): void {
  if (pid === undefined) return
  for (const each of [pid, ...descendants(pid)]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
}

function descendants(pid: number): number[] {
  const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout
  const children = listed
    .split('\n')
    .map(Number)
    .filter((child) => child > 0)
  return children.flatMap((child) => [child, ...descendants(child)])
}
