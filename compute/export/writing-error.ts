/** What went wrong when something was written, as an error that a person can be told about. */
import { StudioError, systemErrorCode } from '../spec/errors.ts'

/** Nothing can be made at a path: its folder isn't there or is none, or something else of that name is. */
const pathCodes: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY'])

/** A StudioError (`disk-full`, `folder-read-only`) about `path`; anything else as it is. */
export function writingError(error: unknown, path: string): unknown {
  const isPathError = error instanceof Error && 'code' in error && pathCodes.has(error.code)
  const code = systemErrorCode(error) ?? (isPathError ? 'folder-read-only' : null)
  return code === null ? error : new StudioError(code, { path }, { cause: error })
}
