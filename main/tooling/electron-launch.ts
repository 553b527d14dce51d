/** How an app's folder is started in the runtime found: what to execute, with which arguments. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { executableIn, resourcesIn } from './electron-folder.ts'
import { type ElectronRuntime, findElectron } from './electron-runtime.ts'
import { withLock } from './lock.ts'
import { cacheFolder, repositoryRoot } from './repository.ts'

/** In the form that Playwright's `_electron.launch` takes; further arguments for the app may follow. */
export interface LaunchCommand {
  readonly executablePath: string
  readonly args: readonly string[]
}

/** The command that starts the app in `appFolder` (the one with package.json). */
export async function launchCommand(runtime: ElectronRuntime, appFolder: string): Promise<LaunchCommand> {
  if (takesAppAsArgument(runtime.folder)) {
    return { executablePath: runtime.executable, args: [...sandboxArguments(), appFolder] }
  }
  const copy = await copyWithApp(runtime, appFolder)
  return { executablePath: executableIn(copy), args: sandboxArguments() }
}

/** The command that starts this studio, with the runtime found here. For tests and scripts: it says nothing. */
export async function studioLaunchCommand(): Promise<LaunchCommand> {
  return launchCommand(await findElectron({ quiet: true }), repositoryRoot)
}

/** Chromium refuses to start its sandbox as root; elsewhere the sandbox stays on. */
export function sandboxArguments(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** Electron's own starter app reads the argument; a runtime taken out of an application has lost it. */
function takesAppAsArgument(folder: string): boolean {
  return existsSync(join(resourcesIn(folder), 'default_app.asar'))
}

/**
 * Such a runtime starts what is at resources/app. So each app gets a copy of its own, made of hard links where the
 * file system has them, with a link to the app in that place; the runtime itself stays as it is.
 */
async function copyWithApp(runtime: ElectronRuntime, appFolder: string): Promise<string> {
  const id = createHash('sha256')
    .update(`${runtime.folder}\0${runtime.version}\0${appFolder}`)
    .digest('hex')
    .slice(0, 16)
  const copy = join(cacheFolder(), 'electron', 'apps', id)
  if (await pointsTo(copy, appFolder)) return copy
  await withLock(`electron-app-${id}`, async () => {
    if (await pointsTo(copy, appFolder)) return
    const work = `${copy}.making`
    for (const old of [work, copy]) await rm(old, { recursive: true, force: true })
    await linkTree(runtime.folder, work)
    await rm(join(resourcesIn(work), 'app'), { recursive: true, force: true })
    await symlink(appFolder, join(resourcesIn(work), 'app'), 'junction')
    await rename(work, copy)
  })
  return copy
}

async function pointsTo(copy: string, appFolder: string): Promise<boolean> {
  const target = await readlink(join(resourcesIn(copy), 'app')).catch(() => null)
  return target === appFolder && existsSync(executableIn(copy))
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target)
    else if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target))
  }
}
