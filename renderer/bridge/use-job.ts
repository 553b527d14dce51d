/** A job that a control starts: how far it is, and how it ended. */
import { useState } from 'react'
import type { StudioError } from '../../compute/spec/errors.ts'
import type { Message } from '../../compute/spec/message.ts'
import type { RequestOf, ResponseOf } from '../../main/ipc/contract/channels.ts'
import { cancelJob, type Job, type JobChannel, runJob, useJobs } from './jobs.ts'

type StartableChannel = Exclude<JobChannel, 'jobs.cancel'>

export interface StartedJob<C extends StartableChannel> {
  /** While it runs. */
  readonly job: Job | null
  /** Why the last one failed; null after one that was cancelled. */
  readonly error: unknown
  readonly start: (request: (jobId: string) => RequestOf<C>) => void
  readonly cancel: () => void
}

/** @param onDone is called with the answer; not where the job failed or was cancelled. */
export function useJob<C extends StartableChannel>(
  channel: C,
  title: Message,
  onDone: (answer: ResponseOf<C>) => void,
): StartedJob<C> {
  const [jobId, setJobId] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId) ?? null)
  const start = (request: (jobId: string) => RequestOf<C>) => {
    setError(null)
    runJob(channel, title, request, setJobId).then(onDone, (reason: unknown) => {
      if ((reason as StudioError).code !== 'cancelled') setError(reason)
    })
  }
  return { job, error, start, cancel: () => job !== null && cancelJob(job.id) }
}
