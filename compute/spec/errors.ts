/**
 * The known ways in which things go wrong, as one closed table of codes.
 *
 * Each code has its three sentences in the locales (`errors.<code>.what`, `.kept`, `.next`): what
 * happened and to which file or row, what was kept, what to do. An error crosses threads
 * and processes as data and is an instance of StudioError again on the other side.
 */
import { z } from 'zod'
import { type MessageParams, messageParamsSchema } from './message.ts'

/** Every code a StudioError can carry. A new one also needs its sentences in each locale (a test holds that). */
export const errorCodes = [
  // import
  'file-not-found',
  'file-is-a-folder',
  'file-not-readable',
  'file-in-use',
  'file-not-permitted',
  'drive-failed',
  'file-empty',
  'file-header-only',
  'file-not-a-table',
  'file-has-nul-bytes',
  'file-bad-encoding',
  'file-changed-while-reading',
  'line-too-long',
  'quote-not-closed',
  'row-lengths-differ',
  'too-many-columns',
  'file-damaged',
  'file-encrypted',
  'archive-too-large',
  'json-not-valid',
  'json-not-records',
  'json-too-deep',
  'part-not-found',
  'no-tables-inside',
  'database-busy',
  'files-share-no-column',
  'import-failed',
  'words-without-labels',
  'sentence-without-end',
  'texts-too-many',
  'images-none',
  'images-too-many',
  'image-unreadable',
  'recordings-none',
  'recording-unreadable',
  // what was left where it was
  'left-source-missing',
  'left-file-missing',
  'left-file-changed',
  'left-source-other',
  'source-not-answering',
  // data and advice
  'column-name-taken',
  'value-not-a-number',
  'value-not-a-date',
  'target-missing-everywhere',
  'target-one-class',
  'target-class-too-small',
  'target-too-many-classes',
  'target-not-numeric',
  'target-not-found',
  'too-few-rows',
  'split-column-unfit',
  'too-few-groups',
  'too-few-times',
  'split-part-empty',
  'split-not-in-time',
  'no-series',
  'too-few-windows',
  'labels-without-words',
  'answers-without-passages',
  'answers-need-a-model',
  'no-usable-features',
  'bad-value-in-form',
  'ahead-missing',
  // training and export
  'numbers-out-of-range',
  'training-diverged',
  'training-out-of-memory',
  'training-thread-died',
  'checkpoint-unreadable',
  'export-not-equal',
  'run-not-in-that-state',
  // published models
  'model-folder-incomplete',
  'model-is-pickle',
  'model-file-damaged',
  'model-kind-unknown',
  'model-weights-do-not-fit',
  // storage
  'disk-full',
  'folder-read-only',
  'database-corrupt',
  'database-newer',
  'project-not-found',
  'project-in-use',
  'record-not-found',
  // everything else
  'bad-request',
  'cancelled',
  'internal',
] as const

export const errorCodeSchema = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** A StudioError as plain data, as it crosses a thread or process boundary. */
export const errorDataSchema = z.object({
  code: errorCodeSchema,
  params: messageParamsSchema,
  /** For the log only: the original message and stack, never shown as the main text. */
  detail: z.string().optional(),
})
export type ErrorData = z.infer<typeof errorDataSchema>

/** An error that a person can be told about. `params` fill the placeholders of its sentences. */
export class StudioError extends Error {
  readonly code: ErrorCode
  readonly params: MessageParams

  constructor(code: ErrorCode, params: MessageParams = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'StudioError'
    this.code = code
    this.params = params
  }
}

/** Turns anything thrown into plain data. What is not a StudioError becomes `internal`, with its text as detail. */
export function errorToData(error: unknown): ErrorData {
  if (error instanceof StudioError) {
    const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : undefined
    return { code: error.code, params: error.params, ...(cause === undefined ? {} : { detail: cause }) }
  }
  const systemCode = systemErrorCode(error)
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (systemCode !== null) return { code: systemCode, params: {}, detail }
  return { code: 'internal', params: { message: error instanceof Error ? error.message : String(error) }, detail }
}

/** Makes an error of plain data again. */
export function errorFromData(data: ErrorData): StudioError {
  return new StudioError(
    data.code,
    data.params,
    data.detail === undefined ? undefined : { cause: new Error(data.detail) },
  )
}

/**
 * What the operating system's own error codes (as on Node's `error.code`) and SQLite's mean to a person: where a file of theirs was
 * read, and anywhere else, where mostly something was to be written. Null: there is no better word than the caller's own.
 */
const systemErrors = {
  ENOENT: { reading: 'file-not-found', elsewhere: null },
  ENOTDIR: { reading: 'file-not-found', elsewhere: null },
  EISDIR: { reading: 'file-is-a-folder', elsewhere: null },
  // Windows' word for a file that another program keeps to itself, as Excel does with what is open in it.
  EBUSY: { reading: 'file-in-use', elsewhere: null },
  ETXTBSY: { reading: 'file-in-use', elsewhere: null },
  EACCES: { reading: 'file-not-permitted', elsewhere: 'folder-read-only' },
  EPERM: { reading: 'file-not-permitted', elsewhere: 'folder-read-only' },
  EROFS: { reading: null, elsewhere: 'folder-read-only' },
  // A disk that fails, or one that was taken away or whose network is gone.
  EIO: { reading: 'drive-failed', elsewhere: null },
  ENXIO: { reading: 'drive-failed', elsewhere: null },
  ENODEV: { reading: 'drive-failed', elsewhere: null },
  ESTALE: { reading: 'drive-failed', elsewhere: null },
  ETIMEDOUT: { reading: 'drive-failed', elsewhere: null },
  ENOTCONN: { reading: 'drive-failed', elsewhere: null },
  ECONNRESET: { reading: 'drive-failed', elsewhere: null },
  ECONNABORTED: { reading: 'drive-failed', elsewhere: null },
  EHOSTDOWN: { reading: 'drive-failed', elsewhere: null },
  EHOSTUNREACH: { reading: 'drive-failed', elsewhere: null },
  ENETDOWN: { reading: 'drive-failed', elsewhere: null },
  ENETUNREACH: { reading: 'drive-failed', elsewhere: null },
  ENOSPC: { reading: null, elsewhere: 'disk-full' },
  EDQUOT: { reading: null, elsewhere: 'disk-full' },
  SQLITE_FULL: { reading: null, elsewhere: 'disk-full' },
  SQLITE_READONLY: { reading: null, elsewhere: 'folder-read-only' },
  SQLITE_CORRUPT: { reading: null, elsewhere: 'database-corrupt' },
  SQLITE_NOTADB: { reading: null, elsewhere: 'database-corrupt' },
} as const satisfies Record<string, { readonly reading: ErrorCode | null; readonly elsewhere: ErrorCode | null }>

function systemError(error: unknown) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && code in systemErrors ? systemErrors[code as keyof typeof systemErrors] : null
}

/** What the system's error means anywhere but where a person's file is read; null when there is no better word. */
export function systemErrorCode(error: unknown): ErrorCode | null {
  return systemError(error)?.elsewhere ?? null
}

/** What the system's error means where a person's file is read; null when there is no better word. */
export function readingErrorCode(error: unknown): ErrorCode | null {
  return systemError(error)?.reading ?? null
}
