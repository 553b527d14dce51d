/** The folder that a project is: its parts, its making, its names. */
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError, systemErrorCode } from '../../compute/spec/errors.ts'
import { databaseFileName } from '../database/database-file-name.ts'

/** The folders inside a project folder. */
export const projectFolders = ['datasets', 'runs', 'exports'] as const

/** Where a run keeps its files, relative to the project folder, with forward slashes. */
export function runFolder(runId: string): string {
  return `runs/${runId}`
}

/** Where a run's checkpoint is, relative to the project folder, with forward slashes. */
export function checkpointFile(runId: string): string {
  return `${runFolder(runId)}/checkpoint.safetensors`
}

/** Where a run that makes pictures keeps sheets of its samples, relative to the project folder, with forward slashes. */
export function samplesFolder(runId: string): string {
  return `${runFolder(runId)}/samples`
}

/** Names that Windows reserves for devices, with any ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Without white space and dots at its ends: Windows drops the last ones, and a first dot hides the folder elsewhere. */
const bare = (name: string): string => name.replaceAll(/^[.\s]+|[.\s]+$/g, '')

/** A folder name, allowed on each platform, that is as near to a project's name as it can be. */
export function folderNameOf(projectName: string): string {
  const allowed = projectName
    .normalize('NFC')
    .replaceAll(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, ' ')
    .replaceAll(/\s+/g, ' ')
  const cut = bare(Array.from(bare(allowed)).slice(0, 80).join(''))
  if (cut === '') return 'Project'
  return deviceName.test(cut) ? `${cut} project` : cut
}

/**
 * Makes a new folder for a project inside `parent`; a number is added where the name is taken.
 * @returns the folder's path
 * @throws StudioError folder-read-only, disk-full
 */
export async function makeProjectFolder(parent: string, projectName: string): Promise<string> {
  const name = folderNameOf(projectName)
  try {
    await mkdir(parent, { recursive: true })
    for (let number = 1; ; number++) {
      const folder = join(parent, number === 1 ? name : `${name} ${number}`)
      try {
        await mkdir(folder)
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue
        throw error
      }
      return folder
    }
  } catch (error) {
    throw aboutFolder(error, parent)
  }
}

/** Makes what belongs into a new project folder besides its database. @throws StudioError folder-read-only, disk-full */
export async function furnishProjectFolder(folder: string, readme: string): Promise<void> {
  try {
    for (const name of projectFolders) await mkdir(join(folder, name), { recursive: true })
    await writeFile(join(folder, 'README.txt'), readme)
  } catch (error) {
    throw aboutFolder(error, folder)
  }
}

/** Takes back a project folder that could not be completed. */
export async function removeHalfMade(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** What a project folder holds besides those folders. */
const ownFiles = /^(README\.txt|project\.(lock|sqlite)(-wal|-shm|-journal)?)$/

/**
 * Whether nothing was ever put into a project: its folders for datasets, runs and exports are empty, and there is
 * nothing beside them that did not come from this app.
 */
export async function isUnused(folder: string): Promise<boolean> {
  const beside = (await readdir(folder)).filter((name) => !(projectFolders as readonly string[]).includes(name))
  if (!beside.every((name) => ownFiles.test(name))) return false
  const files = await Promise.all(
    projectFolders.map((name) => readdir(join(folder, name)).catch(() => ['what can not be looked into'])),
  )
  return files.every((names) => names.length === 0)
}

/** Whether a folder is there, and holds a project's database. */
export async function isProjectFolder(folder: string): Promise<boolean> {
  return access(join(folder, databaseFileName)).then(
    () => true,
    () => false,
  )
}

function aboutFolder(error: unknown, folder: string): unknown {
  const code = systemErrorCode(error)
  return code === null ? error : new StudioError(code, { path: folder }, { cause: error })
}
