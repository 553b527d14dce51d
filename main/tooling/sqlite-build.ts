/** Builds better-sqlite3's binary from the source inside its package, so that runtimes with an older Node-API load it. */
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { repositoryRoot } from './repository.ts'
import { hasProgram, lastLines, runProcess } from './run-process.ts'
import { progressLine, secondsSince, ToolingError } from './say.ts'

/** What to build, for whom, and where the binary goes. */
export interface SqliteBuildRequest {
  readonly packageFolder: string
  /** Names of the runtimes that need it, for the message. */
  readonly hosts: readonly string[]
  readonly result: string
}

/**
 * With these, the addon asks for the experimental Node-API, which every Node-API runtime offers, instead of version 10;
 * the last one keeps the meaning of finalizers as it is in the numbered versions.
 */
const compilerFlags = [
  '-UNAPI_VERSION',
  '-DNAPI_EXPERIMENTAL',
  '-DNAPI_VERSION=2147483647',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
].join(' ')

/**
 * Builds the binary into `result`. Takes about a minute, and shows that it goes on.
 * @throws ToolingError when the tools for building are absent or the build fails.
 */
export async function buildSqlite(request: SqliteBuildRequest): Promise<void> {
  const forWhom = request.hosts.join(' and ')
  await requireBuildTools(forWhom)
  const folder = `${request.result}.build-${String(process.pid)}`
  const start = Date.now()
  const line = progressLine(`Building SQLite for ${forWhom}, once`)
  try {
    for (const part of ['binding.gyp', 'package.json', 'src', 'deps', 'lib']) {
      await cp(join(request.packageFolder, part), join(folder, part), { recursive: true })
    }
    const built = await runProcess(
      process.execPath,
      [nodeGyp(), 'rebuild', '--release', '--force_build=1', ...headers()],
      {
        cwd: folder,
        env: { ...process.env, CXXFLAGS: compilerFlags, NODE_PATH: join(repositoryRoot, 'node_modules') },
        onSecond: (seconds) => line.update(`${seconds.toFixed(0)} s (it takes about a minute)`),
      },
    )
    if (built.code !== 0) {
      throw new ToolingError(
        `SQLite could not be built for ${forWhom}. The end of the compiler's output:\n${lastLines(built.output, 20)}\n` +
          `With Node 22.14 or newer nothing has to be built.`,
      )
    }
    await mkdir(dirname(request.result), { recursive: true })
    await copyFile(join(folder, 'build', 'Release', 'better_sqlite3.node'), `${request.result}.arriving`)
    await rename(`${request.result}.arriving`, request.result)
    line.done(`done in ${secondsSince(start)}.`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function requireBuildTools(forWhom: string): Promise<void> {
  const wayOut = 'Or use Node 22.14 or newer, which needs no build.'
  if (process.platform === 'win32') {
    throw new ToolingError(`SQLite's ready-made binary does not fit ${forWhom}. Use Node 22.14 or newer on Windows.`)
  }
  const compiler = (await hasProgram('c++')) || (await hasProgram('g++')) || (await hasProgram('clang++'))
  const missing = [
    ...(compiler ? [] : ['a C++ compiler']),
    ...((await hasProgram('make')) ? [] : ['make']),
    ...((await hasProgram('python3')) ? [] : ['Python 3']),
  ]
  if (missing.length === 0) return
  const install =
    process.platform === 'darwin'
      ? 'xcode-select --install'
      : 'sudo apt-get install g++ make python3 (on Debian and Ubuntu; other systems have the same under similar names)'
  throw new ToolingError(
    `SQLite's ready-made binary does not fit ${forWhom}, and it cannot be built here, since ${missing.join(' and ')} ` +
      `is missing. Install it: ${install}. ${wayOut}`,
  )
}

function nodeGyp(): string {
  return createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js')
}

/** Node's own headers where the installation has them; otherwise node-gyp fetches them. */
function headers(): readonly string[] {
  const installation = dirname(dirname(process.execPath))
  return existsSync(join(installation, 'include', 'node', 'node_api.h')) ? [`--nodedir=${installation}`] : []
}
