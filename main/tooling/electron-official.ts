/** The official Electron, fetched by the `electron` package's own installer; and the memory of a download that failed. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { executableIn } from './electron-folder.ts'
import { withLock } from './lock.ts'
import { cacheFolder } from './repository.ts'
import { runProcess } from './run-process.ts'
import { progressLine, secondsSince } from './say.ts'

const requireFromHere = createRequire(import.meta.url)
const packageFolder = dirname(requireFromHere.resolve('electron/package.json'))
const { version } = requireFromHere('electron/package.json') as { version: string }

/** Long enough for a slow line (about 120 MB); a host that does not answer at all fails within seconds by itself. */
const downloadLimit = 20 * 60_000

/** Where the official runtime is, or why it could not be had. */
export type OfficialResult = { readonly folder: string } | { readonly version: string; readonly reason: string }

/** Finds the official runtime of the version in package.json, and fetches it if it is not there yet. */
export async function officialElectron(): Promise<OfficialResult> {
  if (await isInstalled()) return { folder: join(packageFolder, 'dist') }
  return withLock('electron', async () => {
    if (await isInstalled()) return { folder: join(packageFolder, 'dist') }
    const start = Date.now()
    const line = progressLine(`Fetching Electron ${version}`)
    const run = await runProcess(process.execPath, [join(packageFolder, 'install.js')], {
      timeout: downloadLimit,
      onSecond: (seconds) => line.update(`${seconds.toFixed(0)} s (about 120 MB)`),
    })
    if (run.code === 0 && (await isInstalled())) {
      line.done(`done in ${secondsSince(start)}.`)
      await rm(failureFile(), { force: true })
      return { folder: join(packageFolder, 'dist') }
    }
    return { version, reason: run.timedOut ? 'it took more than 20 minutes' : firstError(run.output) }
  })
}

/** Whether the official runtime has been fetched already. */
export async function isInstalled(): Promise<boolean> {
  const found = await readFile(join(packageFolder, 'dist', 'version'), 'utf8').catch(() => '')
  return found.trim().replace(/^v/, '') === version && existsSync(executableIn(join(packageFolder, 'dist')))
}

/** The line of the installer's output that names the error; its stack is of no use to anyone here. */
function firstError(output: string): string {
  const line = output.split('\n').find((text) => /error/i.test(text)) ?? output.split('\n')[0] ?? ''
  return line.trim().replace(/^(\w*Error): /, '') || 'the installer gave no reason'
}

const failureSchema = z.object({ version: z.string(), when: z.string(), reason: z.string() })

/** A download that failed. */
export type DownloadFailure = z.infer<typeof failureSchema>

const failureFile = (): string => join(cacheFolder(), 'electron', 'official-failed.json')
const memory = 7 * 24 * 3_600_000

/** The failure of the last week for this version, if there was one: the next start need not wait for another. */
export async function recallFailure(now = new Date()): Promise<DownloadFailure | null> {
  const text = await readFile(failureFile(), 'utf8').catch(() => 'null')
  const failure = failureSchema.nullable().catch(null).parse(parseJson(text))
  if (failure === null || failure.version !== version) return null
  return now.getTime() - Date.parse(failure.when) < memory ? failure : null
}

/** Notes that the download failed just now. */
export async function rememberFailure(reason: string, now = new Date()): Promise<void> {
  await mkdir(dirname(failureFile()), { recursive: true })
  const failure: DownloadFailure = { version, when: now.toISOString(), reason }
  await writeFile(failureFile(), JSON.stringify(failure))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
