/**
 * What models see of a dataset's files, as records in the order of its rows: made once for each form, kept in the project. The
 * file has no header; its name says the form.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../spec/dataset.ts'
import { type ErrorCode, StudioError } from '../../spec/errors.ts'
import { recordBytes, type RecordFile, type RecordNumbers, writeRecords } from '../rows/record-file.ts'
import { datasetsFolder, folderError } from '../storage/work-folder.ts'
import type { Pack } from './file-pack.ts'
import { inParallel } from './in-parallel.ts'
import { openMedia } from './open-media.ts'

export interface DerivingOptions {
  readonly signal?: AbortSignal | undefined
  /** Told the share of the files that are decoded. */
  readonly onProgress?: (fraction: number) => void
}

/** A form of the files. */
export interface Derivation extends Pick<RecordFile, 'width' | 'type'> {
  /** What stands behind the files' fingerprint in the name of the records' file. */
  readonly name: string
  readonly atOnce: number
  /** What is said of a file that can't be read. */
  readonly unreadable: ErrorCode
  /** A record of `width` numbers from a file's content. */
  readonly recordOf: (content: Uint8Array) => Promise<RecordNumbers>
}

/** The records' place inside the project folder. */
export const derivedFile = ({ sha256 }: Pick<Media, 'sha256'>, name: string): string =>
  `${datasetsFolder}/${sha256}-${name}`

/**
 * All files in a form, decoded first where that was not done before.
 * @throws StudioError file-not-readable, the form's `unreadable`, disk-full, cancelled
 */
export async function derivedRecords(
  projectFolder: string,
  media: Media,
  derivation: Derivation,
  options: DerivingOptions = {},
): Promise<RecordFile> {
  const { width, type } = derivation
  const path = join(projectFolder, derivedFile(media, derivation.name))
  const each = recordBytes(derivation)
  const sizeOf = () => stat(path).then(({ size }) => size)
  let size = await sizeOf().catch(() => 0)
  if (size === 0 || size % each !== 0) {
    await write(() => openMedia(projectFolder, media), path, derivation, options).catch((error: unknown) => {
      throw folderError(error, projectFolder)
    })
    size = await sizeOf()
  }
  return { path, rows: size / each, width, type }
}

async function write(
  open: () => Promise<Pack>,
  path: string,
  form: Derivation,
  options: DerivingOptions,
): Promise<void> {
  const { atOnce, unreadable, recordOf } = form
  const pack = await open()
  try {
    await writeRecords(path, (append) =>
      inParallel(
        pack.files,
        atOnce,
        async (name, row) => {
          try {
            return await recordOf(await pack.read(row))
          } catch (error) {
            if (error instanceof StudioError) throw error
            throw new StudioError(unreadable, { file: name, row: row + 1 }, { cause: error })
          }
        },
        async ({ buffer, byteOffset, byteLength }, row) => {
          if (options.signal?.aborted === true) throw new StudioError('cancelled')
          await append(new Uint8Array(buffer, byteOffset, byteLength))
          options.onProgress?.((row + 1) / pack.files.length)
        },
      ),
    )
  } finally {
    pack.close()
  }
}
