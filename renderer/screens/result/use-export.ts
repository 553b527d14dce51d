/** The export of a run's model: starts the job, follows it, and says how it ended. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StudioError } from '../../../compute/spec/errors.ts'
import { message } from '../../../compute/spec/message.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { cancelJob, type Job, runJob, useJobs } from '../../bridge/jobs.ts'

export interface ExportJob {
  readonly job: Job | null
  readonly error: unknown
  readonly start: () => void
  readonly cancel: () => void
}

/** @param onDone is called with the id of what was written. */
export function useExport(run: RunRecord, onDone: (exportId: string) => void): ExportJob {
  const client = useQueryClient()
  const [jobId, setJobId] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId) ?? null)
  const start = () => {
    setError(null)
    runJob(
      'runs.export',
      message('result.exporting', { name: run.name }),
      (id) => ({ jobId: id, id: run.id }),
      setJobId,
    ).then(
      (record) => {
        if (record === null) return
        void client.invalidateQueries({ queryKey: ['runs.get', { id: run.id }] })
        onDone(record.id)
      },
      (reason: unknown) => {
        if ((reason as StudioError).code !== 'cancelled') setError(reason)
      },
    )
  }
  return { job, error, start, cancel: () => job !== null && cancelJob(job.id) }
}
