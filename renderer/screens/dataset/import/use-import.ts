/** Carries out an import: makes a project where one is wanted, follows the job, and goes to the dataset. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { message } from '../../../../compute/spec/message.ts'
import type { FileImport, SourceKind } from '../../../../compute/spec/file-source.ts'
import type { ImportRequest } from '../../../../compute/spec/table-dialect.ts'
import type { ProjectSummary } from '../../../../main/ipc/contract/records.ts'
import { datasetAddress } from '../../../app/addresses.ts'
import { invoke } from '../../../bridge/invoke.ts'
import { cancelJob, type Job, runJob, useJobs } from '../../../bridge/jobs.ts'
import { notify } from '../../../components/toast.tsx'

/** Where the dataset goes. */
export type ImportTarget = 'open-project' | 'new-project'

/** What files are imported as. */
export type FilesKind = Exclude<SourceKind, 'table'>
const importChannels = {
  images: 'datasets.importImages',
  audio: 'datasets.importRecordings',
} as const satisfies Record<FilesKind, string>

/** What is imported, and how. */
export type ImportSource =
  | { readonly kind: 'table'; readonly request: ImportRequest & { readonly name: string } }
  | { readonly kind: FilesKind; readonly request: FileImport & { readonly name: string } }

export interface Import {
  /** The job while it runs. */
  readonly job: Job | null
  /** Why the last attempt failed; null after a cancelled one. */
  readonly error: Error | null
  readonly start: (source: ImportSource, target: ImportTarget) => void
  readonly cancel: () => void
}

/** One import at a time. */
export function useImport(): Import {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [jobId, setJobId] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId) ?? null)

  const run = async (source: ImportSource, target: ImportTarget) => {
    const { name } = source.request
    setError(null)
    const began = Date.now()
    const before = await invoke('projects.current', {})
    try {
      if (target === 'new-project') await invoke('projects.create', { name: name.slice(0, 120) })
      const title = message('import.importing', { name })
      const dataset =
        source.kind === 'table'
          ? await runJob('datasets.import', title, (id) => ({ jobId: id, request: source.request }), setJobId)
          : await runJob(importChannels[source.kind], title, (id) => ({ jobId: id, request: source.request }), setJobId)
      client.setQueryData(['datasets.get', { id: dataset.id }], dataset)
      await client.invalidateQueries({ queryKey: ['datasets.list'] })
      if (dataset.createdAt < began) notify({ message: message('import.known', { name: dataset.table.name }) })
      void navigate(datasetAddress(dataset.id), { replace: true })
    } catch (thrown) {
      if (target === 'new-project') await takeBackProject(before)
      const cancelled = thrown instanceof StudioError && thrown.code === 'cancelled'
      if (!cancelled) setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    } finally {
      setJobId(null)
    }
  }

  return {
    job,
    error,
    start: (source, target) => void run(source, target),
    cancel: () => jobId !== null && cancelJob(jobId),
  }
}

/** A project that was made for a table that could not be imported goes again, and the one before is opened. */
async function takeBackProject(before: ProjectSummary | null): Promise<void> {
  try {
    const { discarded } = await invoke('projects.discard', {})
    if (discarded && before !== null) await invoke('projects.open', { path: before.path })
  } catch {
    // Why the import failed is what the person has to know; an empty project does no harm.
  }
}
