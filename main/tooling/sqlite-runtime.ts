/**
 * Makes better-sqlite3 fit the runtimes that are to load it.
 *
 * Its package carries binaries for Node-API 10 (Node 22.14 and newer, current Electron). On an older runtime these end
 * the process without a word as soon as they are loaded. There, a binary is built from the package's own source, once,
 * in a way that older and newer runtimes load alike, and kept in the cache folder.
 */
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { withLock } from './lock.ts'
import { cacheFolder } from './repository.ts'
import { runProcess } from './run-process.ts'
import { note, ToolingError } from './say.ts'
import { buildSqlite } from './sqlite-build.ts'

/** A program that will load better-sqlite3. */
export interface SqliteHost {
  /** For people, for example "Node 20.20.2". */
  readonly name: string
  readonly executable: string
  /** Added to the environment, so that the program runs a script as Node does. */
  readonly env: Readonly<Record<string, string>>
  /** The Node-API version it offers: `process.versions.napi`. */
  readonly napi: number
}

/** The Node-API version that the binaries in the package ask for. */
export const packagedNapi = 10

const requireFromHere = createRequire(import.meta.url)
const packageFolder = dirname(requireFromHere.resolve('better-sqlite3/package.json'))
const { version } = requireFromHere('better-sqlite3/package.json') as { version: string }

/** The Node that runs this. */
export function nodeHost(): SqliteHost {
  const napi = Number(process.versions['napi'])
  return { name: `Node ${process.versions.node}`, executable: process.execPath, env: {}, napi }
}

/** Where better-sqlite3 itself looks first. */
export const builtBinary = join(packageFolder, 'build', 'Release', 'better_sqlite3.node')

/**
 * Sees to it that better-sqlite3 loads in each of the hosts; says so in a line when it has to do something.
 * @throws ToolingError when a binary has to be built and cannot be, with what to install.
 */
export async function fitSqlite(hosts: readonly SqliteHost[]): Promise<void> {
  const older = hosts.filter((host) => host.napi < packagedNapi)
  if (older.length === 0 && !existsSync(builtBinary)) return
  if (await loadsInAll(hosts)) return
  await withLock('sqlite', async () => {
    if (await loadsInAll(hosts)) return
    await rm(dirname(dirname(builtBinary)), { recursive: true, force: true })
    if (older.length === 0) return
    await place(await cachedOrBuilt(older))
    if (!(await loadsInAll(hosts))) {
      const names = hosts.map((host) => host.name).join(' and ')
      throw new ToolingError(
        `SQLite was built, but does not load in ${names}. Delete ${cacheFolder()} and try again; ` +
          `if that does not help, use Node 22.14 or newer, which needs no build.`,
      )
    }
  })
}

const probe = `
  const Database = require(${JSON.stringify(packageFolder)})
  const answer = new Database(':memory:').prepare('select 41 + 1 as answer').get().answer
  process.exit(answer === 42 ? 0 : 1)`

/** Whether better-sqlite3 loads and answers in a process of each host. In a process of its own, since it may crash. */
async function loadsInAll(hosts: readonly SqliteHost[]): Promise<boolean> {
  if (!existsSync(builtBinary) && hosts.some((host) => host.napi < packagedNapi)) return false
  const results = await Promise.all(
    hosts.map((host) =>
      runProcess(host.executable, ['-e', probe], { env: { ...process.env, ...host.env }, timeout: 60_000 }),
    ),
  )
  return results.every((result) => result.code === 0)
}

async function cachedOrBuilt(hosts: readonly SqliteHost[]): Promise<string> {
  const libc = process.platform === 'linux' ? `-${glibcVersion()}` : ''
  const name = `better-sqlite3-${version}-${process.platform}-${process.arch}${libc}.node`
  const cached = join(cacheFolder(), 'sqlite', name)
  if (existsSync(cached)) {
    note(`SQLite: using the binary built earlier (${cached}).`)
    return cached
  }
  await buildSqlite({ packageFolder, hosts: hosts.map((host) => host.name), result: cached })
  return cached
}

/** The C library's version is part of the name: a binary built beside a newer one does not load beside an older one. */
function glibcVersion(): string {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  const found = report.header?.glibcVersionRuntime
  return found === undefined ? 'musl' : `glibc${found}`
}

async function place(binary: string): Promise<void> {
  await mkdir(dirname(builtBinary), { recursive: true })
  const arriving = `${builtBinary}.${String(process.pid)}`
  await copyFile(binary, arriving)
  await rename(arriving, builtBinary)
}
