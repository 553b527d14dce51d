/** Tells a project from any other file that the system asks the app to open. */
import { basename, dirname } from 'node:path'
import { databaseFileName } from '../database/database-file-name.ts'
import { isProjectFolder } from './project-folder.ts'

/** The project folder that a path names, by itself or by the database in it; null where it is something else. */
export async function projectOfFile(path: string): Promise<string | null> {
  if (basename(path) === databaseFileName) return dirname(path)
  return (await isProjectFolder(path)) ? path : null
}
