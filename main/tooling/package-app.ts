/** Packages the app for this platform, with the Electron found here and the native binaries that it can load. */
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, type AfterPackContext, type Configuration, Platform } from 'electron-builder'
import { buildApp } from './bundles.ts'
import { electronHost, type ElectronRuntime, findElectron } from './electron-runtime.ts'
import { folderSize } from './folder-size.ts'
import { foreignBinaries, packagesWithoutBinary, type PackageTarget } from './packaged-natives.ts'
import { repositoryRoot } from './repository.ts'
import { hasProgram } from './run-process.ts'
import { say, ToolingError } from './say.ts'
import { builtBinary, fitSqlite, packagedNapi } from './sqlite-runtime.ts'
import { licencesFile, thirdPartyLicences } from './third-party-licences.ts'

/** What to make. */
export interface PackageRequest {
  /** Only the unpacked app, no installer. */
  readonly dir: boolean
  /** Formats instead of those in electron-builder.yml, for example `deb`. */
  readonly formats: readonly string[]
  /** Where the result goes. */
  readonly output: string
}

/** What was made. */
export interface PackageResult {
  /** The folder of the unpacked app. */
  readonly folder: string
  /** Bytes in it. */
  readonly size: number
  /** Installers; empty with `dir`. */
  readonly installers: readonly string[]
}

const archs = { x64: Arch.x64, arm64: Arch.arm64 } as const satisfies Record<PackageTarget['arch'], Arch>

/**
 * Packages the app.
 * @throws ToolingError when a native binary is missing for what is asked for
 */
export async function packageApp(request: PackageRequest): Promise<readonly PackageResult[]> {
  const runtime = await findElectron()
  await fitSqlite([electronHost(runtime)])
  await buildApp()
  if (runtime.source === 'registry') await useDpkgForFpm()
  const results: PackageResult[] = []
  for (const target of targetsHere(request)) {
    const made: { folder: string | null } = { folder: null }
    const installers = await build({
      projectDir: repositoryRoot,
      publish: 'never',
      targets: Platform.current().createTarget(request.dir ? ['dir'] : [...request.formats], archs[target.arch]),
      config: configuration(runtime, request.output, async (context) => {
        made.folder = context.appOutDir
        await finishNatives(context, target, runtime)
      }),
    })
    if (made.folder === null) throw new ToolingError('electron-builder ended without an app.')
    results.push({ folder: made.folder, size: await folderSize(made.folder), installers })
  }
  return results
}

/** The architectures to package for: this machine's, and on a Mac both, as far as the native packages have binaries. */
function targetsHere(request: PackageRequest): readonly PackageTarget[] {
  const platform = process.platform as PackageTarget['platform']
  const own: PackageTarget = { platform, arch: process.arch === 'arm64' ? 'arm64' : 'x64' }
  const other: PackageTarget = { platform, arch: own.arch === 'x64' ? 'arm64' : 'x64' }
  const wanted = platform === 'darwin' && !request.dir ? [own, other] : [own]
  const able = wanted.filter((target) => {
    const missing = packagesWithoutBinary(join(repositoryRoot, 'node_modules'), target)
    if (missing.length > 0) {
      say(`Not packaged for ${platform} on ${target.arch}: ${missing.join(' and ')} has no binary for it here.`)
    }
    return missing.length === 0
  })
  if (able.length === 0) throw new ToolingError('There is nothing to package for this platform.')
  return able
}

function configuration(
  runtime: ElectronRuntime,
  output: string,
  afterPack: (context: AfterPackContext) => Promise<void>,
): Configuration {
  // The official runtime is fetched by electron-builder itself, for each architecture; any other is given to it.
  const own = runtime.source === 'official' ? {} : { electronDist: runtime.folder }
  return {
    extends: join(repositoryRoot, 'electron-builder.yml'),
    electronVersion: runtime.version,
    directories: { output },
    afterPack,
    ...own,
  }
}

/** Where the official Electron was out of reach, so is electron-builder's own tool for Debian packages. */
async function useDpkgForFpm(): Promise<void> {
  if (process.env['CUSTOM_FPM_PATH'] !== undefined || !(await hasProgram('dpkg-deb'))) return
  const program = join(await mkdtemp(join(tmpdir(), 'modelwright-fpm-')), 'fpm')
  const tsx = join(repositoryRoot, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const script = join(import.meta.dirname, 'fpm-by-dpkg.ts')
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${tsx}" "${script}" "$@"\n`)
  await chmod(program, 0o755)
  process.env['CUSTOM_FPM_PATH'] = program
}

/** Leaves nothing in the package that would start in place of the app: Electron's starter, or someone's app. */
async function removeOtherApps(resources: string): Promise<void> {
  for (const name of ['app', 'default_app.asar']) await rm(join(resources, name), { recursive: true, force: true })
}

/** Adds the licences, puts the SQLite binary that this runtime can load in its place, looks whether all natives are right. */
async function finishNatives(
  context: AfterPackContext,
  target: PackageTarget,
  runtime: ElectronRuntime,
): Promise<void> {
  const resources = context.packager.getResourcesDir(context.appOutDir)
  await removeOtherApps(resources)
  const nodeModulesHere = join(repositoryRoot, 'node_modules')
  const licences = await thirdPartyLicences(join(repositoryRoot, 'out'), nodeModulesHere)
  await writeFile(join(resources, licencesFile), licences)
  const nodeModules = join(resources, 'app.asar.unpacked', 'node_modules')
  const missing = packagesWithoutBinary(nodeModules, target)
  const foreign = await foreignBinaries(nodeModules, target)
  if (missing.length > 0) throw new ToolingError(`The package lacks the binaries of ${missing.join(', ')}.`)
  if (foreign.length > 0)
    throw new ToolingError(`The package holds binaries of other platforms: ${foreign.join(', ')}.`)
  if (runtime.napi >= packagedNapi) return
  const place = join(nodeModules, 'better-sqlite3', 'prebuilds', `${target.platform}-${target.arch}.node`)
  await rm(place)
  await cp(builtBinary, place)
}
