/**
 * The bundles that the app consists of, as one table, and how each is made.
 *
 * The native packages stay outside the bundles, since their binaries are found beside their own files; everything
 * else is bundled, so that a packaged app carries four packages only.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build as esbuild, type BuildOptions } from 'esbuild'
import { build as viteBuild } from 'vite'
import { contentHash } from './content-hash.ts'
import { repositoryRoot } from './repository.ts'
import { note, secondsSince, ToolingError } from './say.ts'

/** What is not bundled: Electron itself and the packages with native binaries. */
export const externalPackages = [
  'electron',
  '@duckdb/node-api',
  '@napi-rs/image',
  'better-sqlite3',
  'onnxruntime-node',
] as const

/** One file that Node or Electron runs. */
export interface NodeBundle {
  readonly entry: string
  readonly output: string
  /** ESM everywhere but in the preload, which a sandboxed window loads as CommonJS. */
  readonly format: 'esm' | 'cjs'
}

/** Every file that Node or Electron runs. */
export const nodeBundles: readonly NodeBundle[] = [
  { entry: 'main/index.ts', output: 'out/main/index.js', format: 'esm' },
  { entry: 'main/preload/preload.ts', output: 'out/main/preload.cjs', format: 'cjs' },
  { entry: 'main/database/worker.ts', output: 'out/main/database-worker.js', format: 'esm' },
  { entry: 'main/cli/cli.ts', output: 'out/main/cli.js', format: 'esm' },
  { entry: 'compute/worker/entry.ts', output: 'out/compute/worker.js', format: 'esm' },
]

/** The page that the window shows, and where its built form goes. */
export const rendererBundle = { entry: 'renderer/index.html', output: 'out/renderer/index.html' } as const

const requireBanner =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"
const nodeInputs = ['compute', 'main', 'assets/locales', 'package.json', 'package-lock.json', 'tsconfig.json']
const rendererInputs = [...nodeInputs.filter((path) => path !== 'main'), 'main/ipc/contract', 'renderer', 'assets']

/** Which half of the app to build: what Node and Electron run, or what the window shows. */
export type BuildPart = 'node' | 'renderer'

/** Options for building. */
export interface BuildRequest {
  /** The repository, or for tests a folder laid out like it. */
  readonly root?: string
  readonly parts?: readonly BuildPart[]
  /** Builds even where nothing has changed. */
  readonly force?: boolean
}

/**
 * Builds what has changed since the last build, and says so in a line.
 * @throws ToolingError when a source file does not compile or an entry is missing.
 */
export async function buildApp(request: BuildRequest = {}): Promise<void> {
  const root = request.root ?? repositoryRoot
  for (const part of request.parts ?? (['node', 'renderer'] as const)) {
    await buildPart(root, part, request.force ?? false)
  }
}

const partNames = { node: 'the app', renderer: 'its interface' } as const satisfies Record<BuildPart, string>

async function buildPart(root: string, part: BuildPart, force: boolean): Promise<void> {
  const stampFile = join(root, 'out', `.built-${part}`)
  const stamp = await inputsHash(root, part)
  if (!force && (await readIfThere(stampFile)) === stamp && outputsExist(root, part)) return
  const start = Date.now()
  await rm(stampFile, { force: true })
  await (part === 'node' ? bundleNode(root) : bundleRenderer(root))
  await mkdir(join(root, 'out'), { recursive: true })
  await writeFile(stampFile, stamp)
  note(`Built ${partNames[part]} in ${secondsSince(start)}.`)
}

async function inputsHash(root: string, part: BuildPart): Promise<string> {
  const recipe = await contentHash(import.meta.dirname, ['bundles.ts'])
  const inputs = part === 'node' ? nodeInputs : rendererInputs
  return contentHash(root, inputs, { except: ['main/tooling', 'assets/pictures', 'assets/samples'], also: recipe })
}

function outputsExist(root: string, part: BuildPart): boolean {
  const bundles = part === 'node' ? nodeBundles : [rendererBundle]
  return bundles.every((bundle) => existsSync(join(root, bundle.output)))
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}

async function bundleNode(root: string): Promise<void> {
  requireEntries(root, nodeBundles)
  // All of them end before the first failure is told, so that none still runs afterwards.
  const results = await Promise.allSettled(nodeBundles.map((bundle) => esbuild(nodeOptions(root, bundle))))
  for (const result of results) if (result.status === 'rejected') asToolingError(result.reason)
}

function requireEntries(root: string, bundles: readonly { readonly entry: string }[]): void {
  const missing = bundles.map((bundle) => bundle.entry).filter((entry) => !existsSync(join(root, entry)))
  if (missing.length === 0) return
  throw new ToolingError(`Not built: ${missing.join(', ')} is missing from this copy of the source.`)
}

function nodeOptions(root: string, bundle: NodeBundle): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: bundle.output,
    bundle: true,
    platform: 'node',
    // The older of the two runtimes that this must run on.
    target: 'node20.18',
    format: bundle.format,
    external: [...externalPackages],
    // Some bundled packages are CommonJS and call require for Node's own modules.
    ...(bundle.format === 'esm' ? { banner: { js: requireBanner } } : {}),
    sourcemap: 'linked',
    legalComments: 'external',
    logLevel: 'warning',
  }
}

async function bundleRenderer(root: string): Promise<void> {
  requireEntries(root, [rendererBundle])
  await viteBuild({
    configFile: false,
    root: join(root, 'renderer'),
    base: './',
    publicDir: false,
    plugins: [react()],
    logLevel: 'warn',
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      sourcemap: true,
      // A strict content security policy allows no inline script and no data: address.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
    },
  }).catch(asToolingError)
}

function asToolingError(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error)
  throw new ToolingError(`The build failed: ${reason}`, { cause: error })
}
