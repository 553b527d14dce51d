/** What is said where the system would not let a file or folder of a person be read. */
import { basename } from 'node:path'
import { readingErrorCode, StudioError } from '../../spec/errors.ts'
import { withinTime } from './within-time.ts'

/** An error of reading in a person's words; `file-not-readable` where the system's own say nothing more. */
export function readError(error: unknown, path: string): StudioError {
  if (error instanceof StudioError) return error
  const params = { file: basename(path), path }
  return new StudioError(readingErrorCode(error) ?? 'file-not-readable', params, { cause: error })
}

/** What the system answers when it is asked for a file or folder. @throws StudioError source-not-answering, and as readError */
export function answered<T>(path: string, answer: Promise<T>): Promise<T> {
  return withinTime(path, answer).catch((error: unknown) => {
    throw readError(error, path)
  })
}

/** An error of reading a file of some format: the system's, or else that the file is damaged. */
export function damageError(error: unknown, path: string, format: string): StudioError {
  if (error instanceof StudioError || readingErrorCode(error) !== null) return readError(error, path)
  return new StudioError('file-damaged', { file: basename(path), path, format }, { cause: error })
}
