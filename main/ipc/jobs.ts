/** Tasks that take their time: each under the id that the interface gave it, followed and cancelled by that. */
import { StudioError } from '../../compute/spec/errors.ts'
import type { JobProgress } from '../../compute/spec/job.ts'
import type { Emit } from './send-events.ts'

/** What a task has to tell its progress and to hear of its cancellation; in the form that threads are asked with. */
export interface JobOptions {
  readonly signal: AbortSignal
  readonly onEvent: (progress: JobProgress) => void
}

export interface Jobs {
  /** Runs a task. @throws StudioError bad-request where the id is in use; what the task throws, `cancelled` among it */
  run<T>(jobId: string, task: (options: JobOptions) => Promise<T>): Promise<T>
  /** Cancels a task; one that is not there has ended already. */
  cancel(jobId: string): void
}

/** A list of jobs with nothing in it. */
export function createJobs(emit: Emit): Jobs {
  const running = new Map<string, AbortController>()
  return {
    async run(jobId, task) {
      if (running.has(jobId)) throw new StudioError('bad-request', { channel: `job ${jobId}` })
      const abort = new AbortController()
      running.set(jobId, abort)
      try {
        const onEvent = (progress: JobProgress): void => emit('job.progress', { jobId, progress })
        return await task({ signal: abort.signal, onEvent })
      } finally {
        running.delete(jobId)
      }
    },
    cancel: (jobId) => running.get(jobId)?.abort(),
  }
}
