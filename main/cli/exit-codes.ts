/** What the command line's exit code says, so that scripts can act on it. */
import type { ErrorCode } from '../../compute/spec/errors.ts'

export const exitCodes = {
  done: 0,
  internal: 1,
  usage: 2,
  badData: 3,
  trainingFailed: 4,
  cannotWrite: 5,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The exit code of each known error. */
const codeOf = {
  'file-not-found': exitCodes.badData,
  'file-is-a-folder': exitCodes.badData,
  'file-not-readable': exitCodes.badData,
  'file-empty': exitCodes.badData,
  'file-header-only': exitCodes.badData,
  'file-not-a-table': exitCodes.badData,
  'file-has-nul-bytes': exitCodes.badData,
  'file-bad-encoding': exitCodes.badData,
  'file-changed-while-reading': exitCodes.badData,
  'line-too-long': exitCodes.badData,
  'quote-not-closed': exitCodes.badData,
  'row-lengths-differ': exitCodes.badData,
  'too-many-columns': exitCodes.badData,
  'file-damaged': exitCodes.badData,
  'file-encrypted': exitCodes.badData,
  'archive-too-large': exitCodes.badData,
  'json-not-valid': exitCodes.badData,
  'json-not-records': exitCodes.badData,
  'json-too-deep': exitCodes.badData,
  'part-not-found': exitCodes.badData,
  'no-tables-inside': exitCodes.badData,
  'database-busy': exitCodes.badData,
  'files-share-no-column': exitCodes.badData,
  'import-failed': exitCodes.badData,
  'target-missing-everywhere': exitCodes.badData,
  'target-one-class': exitCodes.badData,
  'target-class-too-small': exitCodes.badData,
  'target-too-many-classes': exitCodes.badData,
  'target-not-numeric': exitCodes.badData,
  'target-not-found': exitCodes.badData,
  'too-few-rows': exitCodes.badData,
  'no-usable-features': exitCodes.badData,
  'bad-value-in-form': exitCodes.badData,
  'images-none': exitCodes.badData,
  'images-too-many': exitCodes.badData,
  'image-unreadable': exitCodes.badData,
  'numbers-out-of-range': exitCodes.badData,
  'training-diverged': exitCodes.trainingFailed,
  'training-out-of-memory': exitCodes.trainingFailed,
  'training-thread-died': exitCodes.trainingFailed,
  'checkpoint-unreadable': exitCodes.trainingFailed,
  'export-not-equal': exitCodes.trainingFailed,
  'run-not-in-that-state': exitCodes.internal,
  'model-folder-incomplete': exitCodes.badData,
  'model-is-pickle': exitCodes.badData,
  'model-file-damaged': exitCodes.badData,
  'model-kind-unknown': exitCodes.badData,
  'model-weights-do-not-fit': exitCodes.badData,
  'disk-full': exitCodes.cannotWrite,
  'folder-read-only': exitCodes.cannotWrite,
  'database-corrupt': exitCodes.internal,
  'database-newer': exitCodes.internal,
  'project-not-found': exitCodes.internal,
  'project-in-use': exitCodes.internal,
  'record-not-found': exitCodes.internal,
  'bad-request': exitCodes.internal,
  cancelled: exitCodes.interrupted,
  internal: exitCodes.internal,
} as const satisfies Record<ErrorCode, ExitCode>

/** The exit code that tells of an error. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  return codeOf[code]
}
