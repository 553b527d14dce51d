/** Leaving rows out as a remedy of a finding: a version of the dataset without them, and the way back. */
import { useState } from 'react'
import type { AskedEdit } from '../../../compute/spec/data-edit.ts'
import { message } from '../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { runJob } from '../../bridge/jobs.ts'
import { notify } from '../../components/toast.tsx'
import { useVersionSteps } from './use-version-steps.ts'

export interface Exclusion {
  readonly working: boolean
  readonly error: unknown
  readonly exclude: (edit: Extract<AskedEdit, { kind: 'exclude' | 'exclude-repeated' }>) => void
}

/** See the file's head. */
export function useExclusion(dataset: DatasetRecord): Exclusion {
  const steps = useVersionSteps(dataset)
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { id, table } = dataset
  return {
    working,
    error,
    exclude(edit) {
      setWorking(true)
      setError(null)
      const title = message('versions.making', { name: table.name })
      runJob('datasets.edit', title, (jobId) => ({ jobId, id, edits: [edit], place: 'health' }))
        .then((changed) => {
          const count = table.profile.rows - changed.table.profile.rows
          notify({
            message: message('versions.excluded', { count, number: changed.version }),
            undo: () => void steps.undo().catch(setError),
          })
        }, setError)
        .finally(() => setWorking(false))
    },
  }
}
