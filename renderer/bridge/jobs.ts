/**
 * Jobs in progress: what was started from here and takes its time. The shell lists them, so a person can leave the
 * screen that started one, see how far it is, and cancel it.
 */
import { create } from 'zustand'
import type { JobProgress } from '../../compute/spec/job.ts'
import type { Message } from '../../compute/spec/message.ts'
import type { Channel, RequestOf, ResponseOf } from '../../main/ipc/contract/channels.ts'
import { invoke, listen } from './invoke.ts'

export interface Job {
  readonly id: string
  /** What it does, as shown in the list of jobs. */
  readonly title: Message
  readonly startedAt: number
  readonly progress: JobProgress | null
  readonly cancelling: boolean
}

/** Channels whose request carries a jobId. */
export type JobChannel = { [C in Channel]: RequestOf<C> extends { jobId: string } ? C : never }[Channel]

interface JobsState {
  readonly jobs: readonly Job[]
}

/** The jobs in progress, oldest first. */
export const useJobs = create<JobsState>(() => ({ jobs: [] }))

/**
 * Starts a job and follows it to its end. `onStart` receives the job's id, by which its progress can be shown in place.
 * @throws StudioError as `invoke` does; `cancelled` when a person cancelled it.
 */
export async function runJob<C extends Exclude<JobChannel, 'jobs.cancel'>>(
  channel: C,
  title: Message,
  request: (jobId: string) => RequestOf<C>,
  onStart?: (jobId: string) => void,
): Promise<ResponseOf<C>> {
  const id = crypto.randomUUID()
  const job: Job = { id, title, startedAt: Date.now(), progress: null, cancelling: false }
  useJobs.setState(({ jobs }) => ({ jobs: [...jobs, job] }))
  onStart?.(id)
  try {
    return await invoke(channel, request(id))
  } finally {
    useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((each) => each.id !== id) }))
  }
}

/** Asks for a job to be cancelled; it ends with the error `cancelled`. */
export function cancelJob(id: string): void {
  patchJob(id, { cancelling: true })
  void invoke('jobs.cancel', { jobId: id })
}

/** Feeds the main process's progress events into the list; the returned function ends that. */
export function followJobs(): () => void {
  return listen('job.progress', ({ jobId, progress }) => patchJob(jobId, { progress }))
}

function patchJob(id: string, patch: Partial<Job>): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? { ...job, ...patch } : job)) }))
}
