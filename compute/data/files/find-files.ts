/**
 * Finds the pictures or recordings of a folder, a zip or a pair of IDX files: each with a name, a class where one is known,
 * and its bytes; and tells which of them a source holds.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import type { SourceKind } from '../../spec/file-source.ts'
import { idxImages } from '../images/idx-images.ts'
import { answered } from '../source/read-error.ts'
import { withinTime } from '../source/within-time.ts'
import { openZip } from '../source/zip-entries.ts'
import { isTextName } from '../text/text-files.ts'
import { listedFiles, listedKind } from './listed-files.ts'
import { folderFiles, eachFile } from './folder-files.ts'
import { type FoundFiles, type MediaKind, mediaKindOf, mostFiles } from './found-files.ts'
import { zipFiles } from './zip-files.ts'

/** So many pictures and recordings tell what a source is made of. */
const telling = 200

/** Whatever is not there is not there; a drive that doesn't answer is another matter. */
function orNull(error: unknown): null {
  if (error instanceof StudioError) throw error
  return null
}

const isZip = (path: string) => /\.zip$/i.test(path)
const isIdx = (path: string) => /idx3-ubyte(\.gz)?$/i.test(path)

const sourceOfListed = { image: 'images', audio: 'audio', table: 'table' } as const satisfies Record<
  MediaKind | 'table',
  SourceKind
>

/**
 * What a path holds: a folder, a zip or an IDX file has pictures or recordings, whichever are more, and so has a table of those
 * that lie beside it; all else is a table, and so are texts where there is neither.
 */
export async function sourceKindOf(path: string): Promise<SourceKind> {
  const found = await withinTime(path, stat(path)).catch(orNull)
  // What is neither a file nor a folder, as a pipe, would be waited for.
  if (found === null || !(found.isFile() || found.isDirectory())) return 'table'
  if (isIdx(path)) return 'images'
  if (!found.isDirectory() && !isZip(path)) return sourceOfListed[(await listedKind(path)) ?? 'table']
  const counts = { image: 0, audio: 0 } satisfies Record<MediaKind, number>
  let texts = 0
  const count = (file: string): boolean => {
    const kind = mediaKindOf(file)
    if (kind !== null) counts[kind]++
    else if (isTextName(file)) texts++
    return counts.image + counts.audio < telling
  }
  if (found.isDirectory()) await eachFile(path, count).catch(() => undefined)
  else await eachEntry(path, count)
  if (counts.audio + counts.image === 0 && texts > 0) return 'table'
  return counts.audio > counts.image ? 'audio' : 'images'
}

/** The names in a zip; none of one that can't be read. */
async function eachEntry(path: string, visit: (file: string) => boolean): Promise<void> {
  const zip = await openZip(path, mostFiles).catch(() => null)
  zip?.entries.every(({ fileName }) => visit(fileName))
  zip?.close()
}

const openers: {
  readonly [Kind in MediaKind]: (path: string) => Promise<Omit<FoundFiles, 'path' | 'name' | 'modifiedAt'>>
} = {
  image: (path) => (isZip(path) ? zipFiles(path, 'image') : isIdx(path) ? idxImages(path) : listedFiles(path, 'image')),
  audio: (path) => (isZip(path) ? zipFiles(path, 'audio') : listedFiles(path, 'audio')),
}

/**
 * Looks for the files of a kind; reads none of them.
 * @throws StudioError images-none, recordings-none, images-too-many, file-damaged, and as answered
 */
export async function findFiles(path: string, kind: MediaKind): Promise<FoundFiles> {
  const found = await answered(path, stat(path))
  const name = basename(path).replace(/\.(zip|csv|tsv)$/i, '')
  const source = await (found.isDirectory() ? folderFiles(path, kind) : openers[kind](path))
  if (source.files.length === 0) {
    source.close()
    const code = kind === 'image' ? 'images-none' : 'recordings-none'
    throw new StudioError(code, { file: basename(path), path, count: source.otherFiles })
  }
  // A folder's own date says nothing of the folders in it.
  const modifiedAt = source.files.reduce(
    (newest, file) => Math.max(newest, file.modifiedAt ?? 0),
    found.isDirectory() ? 0 : found.mtimeMs,
  )
  return { ...source, path, name, modifiedAt }
}
