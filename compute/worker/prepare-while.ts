/** Prepares a run's data while a person may tell it to leave off, and tells how far it is. */
import type { PrepareOptions } from '../data/preprocess/prepare-run.ts'
import type { JobProgress } from '../spec/job.ts'
import type { TrainControl } from '../train/train-control.ts'

/** Milliseconds between two times that is told how far the data is prepared. */
const tellEveryMs = 150

export interface PrepareWhile {
  readonly control: TrainControl
  /** A run that has weights is judged by them when it is stopped, and needs its data for that. */
  readonly hasCheckpoint: boolean
  readonly tell: (progress: JobProgress) => void
}

/** What `prepare` gives; null where a person would not wait for it. */
export async function prepareWhile<T>(
  prepare: (options: PrepareOptions) => Promise<T>,
  { control, hasCheckpoint, tell }: PrepareWhile,
): Promise<T | null> {
  const abort = new AbortController()
  const leave = async () => {
    while (!abort.signal.aborted) {
      if (control.request === 'interrupt' || (control.request === 'stop' && !hasCheckpoint)) abort.abort()
      else await control.changed()
    }
  }
  void leave()
  let toldAt = -Infinity
  const onProgress = (progress: JobProgress) => {
    const now = performance.now()
    if (now - toldAt < tellEveryMs) return
    toldAt = now
    tell(progress)
  }
  try {
    return await prepare({ signal: abort.signal, onProgress })
  } catch (error) {
    if (abort.signal.aborted) return null
    throw error
  } finally {
    abort.abort()
  }
}
