/**
 * Files of encoded rows in a project: made from a dataset for runs that are prepared alike, used again by them, and thrown
 * away when others are needed. They can be made again at any time.
 */
import { createHash } from 'node:crypto'
import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import { datasetsFolder } from '../storage/work-folder.ts'

const ending = '.rows'
/** The files used last that are kept: those of runs that train, and of results that are looked at. */
const mostKept = 4

/** The place for rows of a dataset that are encoded this way. Takes away the files that were not used for longest. */
export async function encodedFile(
  projectFolder: string,
  datasetFingerprint: string,
  fitted: FittedPreprocessing,
): Promise<string> {
  const folder = join(projectFolder, datasetsFolder)
  const way = createHash('sha256').update(JSON.stringify(fitted)).digest('hex').slice(0, 16)
  const file = join(folder, `${datasetFingerprint}-${way}${ending}`)
  const others = (await readdir(folder)).filter((name) => name.endsWith(ending) && join(folder, name) !== file)
  const used = await Promise.all(others.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })))
  used.sort((a, b) => b.at - a.at)
  // One that is open elsewhere may refuse; it will go another time.
  for (const { name } of used.slice(mostKept - 1)) await rm(join(folder, name), { force: true }).catch(() => undefined)
  const now = new Date()
  await utimes(file, now, now).catch(() => undefined)
  return file
}
