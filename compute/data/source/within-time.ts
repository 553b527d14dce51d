/** A drive that does not answer, as one on a network may, must not keep anyone waiting for ever. */
import { basename } from 'node:path'
import { StudioError } from '../../spec/errors.ts'

/** Milliseconds after which a drive counts as one that doesn't answer. */
export const patience = 30_000

export interface Waiting {
  readonly signal?: AbortSignal | undefined
  /** In milliseconds. */
  readonly limit?: number | undefined
}

/**
 * What the drive answers, or an error once that has taken too long, or as soon as the signal says so. The question itself
 * can't be taken back: its answer is not looked at.
 * @throws StudioError source-not-answering, cancelled
 */
export async function withinTime<T>(
  path: string,
  answer: Promise<T>,
  { signal, limit = patience }: Waiting = {},
): Promise<T> {
  answer.catch(() => undefined)
  let giveUp: (reason: StudioError) => void = () => undefined
  const given = new Promise<never>((_, reject) => {
    giveUp = reject
  })
  const seconds = Math.round(limit / 1000)
  const tooLate = () => giveUp(new StudioError('source-not-answering', { file: basename(path), path, seconds }))
  const stop = () => giveUp(new StudioError('cancelled'))
  const timer = setTimeout(tooLate, limit)
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([answer, given])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
