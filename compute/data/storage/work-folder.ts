/**
 * A folder inside the project in which a table is made before it gets its name.
 *
 * It is removed at the end, whatever happened. One that a killed process left behind is removed by the next import.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError, systemErrorCode } from '../../spec/errors.ts'

/** Where a project keeps its tables, inside its folder. */
export const datasetsFolder = 'datasets'
const prefix = '.making-'

export interface WorkFolder {
  readonly path: string
  file(name: string): string
  /** Gives a finished file its place among the project's tables; an equal one that is there already stays. */
  publish(file: string, name: string): Promise<void>
  /** Does so in place of the one that is there. */
  replace(file: string, name: string): Promise<void>
  remove(): Promise<void>
}

/** @throws StudioError folder-read-only, disk-full, project-not-found */
export async function openWorkFolder(projectFolder: string): Promise<WorkFolder> {
  const datasets = join(projectFolder, datasetsFolder)
  const path = join(datasets, `${prefix}${process.pid}-${randomUUID()}`)
  await inFolder(projectFolder, async () => {
    await stat(projectFolder)
    // Not recursively: on a read-only file system Node would call that a missing folder.
    if ((await stat(datasets).catch(() => null)) === null) await mkdir(datasets)
    await mkdir(path)
  })
  await removeLeftovers(datasets)
  return {
    path,
    file: (name) => join(path, name),
    publish: (file, name) =>
      inFolder(projectFolder, async () => {
        // The name says what is inside, and the file there may be open in another thread.
        const target = join(datasets, name)
        if ((await stat(target).catch(() => null)) === null) await place(file, target, datasets)
      }),
    replace: (file, name) => inFolder(projectFolder, () => place(file, join(datasets, name), datasets)),
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** Runs something that writes into the project, and says which folder it was if it can't. */
export async function inFolder<T>(projectFolder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw folderError(error, projectFolder)
  }
}

/** A writing error as a person is told of it: with the folder's path. Any other error as it is. */
export function folderError(error: unknown, projectFolder: string): unknown {
  const params = { path: projectFolder }
  if (error instanceof StudioError) {
    const named = error.code === 'disk-full' || error.code === 'folder-read-only'
    return named ? new StudioError(error.code, { ...params, ...error.params }, { cause: error.cause }) : error
  }
  const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  const code = missing ? 'project-not-found' : systemErrorCode(error)
  return code === null ? error : new StudioError(code, params, { cause: error })
}

async function place(file: string, target: string, datasets: string): Promise<void> {
  await sync(file, 'r+')
  await rename(file, target)
  // A rename is kept only once its folder is; Windows has no such call and needs none.
  if (process.platform !== 'win32') await sync(datasets, 'r')
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function removeLeftovers(datasets: string): Promise<void> {
  for (const name of await readdir(datasets)) {
    const owner = Number(new RegExp(`^\\${prefix}(\\d+)-`).exec(name)?.[1] ?? NaN)
    if (Number.isNaN(owner) || isAlive(owner)) continue
    await rm(join(datasets, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function isAlive(process_: number): boolean {
  if (process_ === process.pid) return true
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
