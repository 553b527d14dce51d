/** An edit of a dataset as a remedy of a finding: it makes a version, and there is the way back. */
import { useState } from 'react'
import type { AskedEdit } from '../../../compute/spec/data-edit.ts'
import { type Message, message } from '../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { runJob } from '../../bridge/jobs.ts'
import { notify } from '../../components/toast.tsx'
import { useVersionSteps } from './use-version-steps.ts'

export interface DataEdit {
  readonly working: boolean
  readonly error: unknown
  /** @param told what is said of it once it is done; without, how many rows were left out */
  readonly make: (edit: AskedEdit, told?: (version: number) => Message) => void
}

/** See the file's head. */
export function useDataEdit(dataset: DatasetRecord): DataEdit {
  const steps = useVersionSteps(dataset)
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { id, table } = dataset
  return {
    working,
    error,
    make(edit, told) {
      setWorking(true)
      setError(null)
      const title = message('versions.making', { name: table.name })
      runJob('datasets.edit', title, (jobId) => ({ jobId, id, edits: [edit], place: 'health' }))
        .then((changed) => {
          const count = table.profile.rows - changed.table.profile.rows
          notify({
            message: told?.(changed.version) ?? message('versions.excluded', { count, number: changed.version }),
            undo: () => void steps.undo().catch(setError),
          })
        }, setError)
        .finally(() => setWorking(false))
    },
  }
}
