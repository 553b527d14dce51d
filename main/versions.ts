/** Versions of the app and of what computes in it, for the records of runs and for the About box. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Packages whose versions are told, by the names that they go by. */
const packages = {
  onnxruntime: 'onnxruntime-node',
  duckdb: '@duckdb/node-api',
  sqlite: 'better-sqlite3',
} as const

/** Reads the versions of what stands beneath the app's root folder. */
export async function readVersions(appRoot: string): Promise<Record<string, string>> {
  const { version, dependencies } = JSON.parse(await readFile(join(appRoot, 'package.json'), 'utf8')) as {
    version: string
    dependencies: Readonly<Record<string, string>>
  }
  const told = Object.entries(packages).map(([name, dependency]) => [name, dependencies[dependency] ?? ''] as const)
  return {
    modelwright: version,
    ...Object.fromEntries(told),
    node: process.versions.node,
    // Electron's types promise this one; under plain Node (the command line, tests) it is not there.
    ...('electron' in process.versions ? { electron: process.versions.electron } : {}),
    platform: `${process.platform} ${process.arch}`,
  }
}
