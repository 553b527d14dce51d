/** The native binaries that a packaged app must hold, and must hold no others: for one platform, as one table. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** What the app is packaged for, in Node's words. */
export interface PackageTarget {
  readonly platform: 'win32' | 'darwin' | 'linux'
  readonly arch: 'x64' | 'arm64'
}

/** What the names of Rust's packages add to the platform. */
const abi = { win32: '-msvc', darwin: '', linux: '-gnu' } as const satisfies Record<PackageTarget['platform'], string>

/** The binaries that make a native package work on a target, by their paths below node_modules. */
const requiredBinaries = {
  'onnxruntime-node': ({ platform, arch }) =>
    `onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`,
  '@duckdb/node-api': ({ platform, arch }) => `@duckdb/node-bindings-${platform}-${arch}/duckdb.node`,
  '@napi-rs/image': ({ platform, arch }) => `@napi-rs/image-${platform}-${arch}${abi[platform]}/package.json`,
  'better-sqlite3': ({ platform, arch }) => `better-sqlite3/prebuilds/${platform}-${arch}.node`,
} as const satisfies Record<string, (target: PackageTarget) => string>

/** Packages without a binary for the target in a node_modules folder. */
export function packagesWithoutBinary(nodeModules: string, target: PackageTarget): readonly string[] {
  return Object.entries(requiredBinaries)
    .filter(([, path]) => !existsSync(join(nodeModules, path(target))))
    .map(([name]) => name)
}

/** Native files in a folder that belong to another platform or architecture than the target. */
export async function foreignBinaries(folder: string, target: PackageTarget): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(node|dll|dylib|so(\.[\d.]+)?)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !belongsTo(path, target))
}

/** Every native file lies in a folder, or has a name, with its platform and architecture in it. */
function belongsTo(path: string, { platform, arch }: PackageTarget): boolean {
  return path.includes(`${platform}-${arch}`) || path.includes(`/${platform}/${arch}/`)
}
