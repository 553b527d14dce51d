/** Changes a column's kind: profiles again, shows the wanted kind meanwhile, and offers the way back. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { message } from '../../../../compute/spec/message.ts'
import type { ColumnKind } from '../../../../compute/spec/table-dialect.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { runJob } from '../../../bridge/jobs.ts'
import { notify } from '../../../components/toast.tsx'
import { useVersionSteps } from '../use-version-steps.ts'

export interface SetKind {
  /** The column whose kind is being changed, and to what. */
  readonly pending: string | null
  readonly wanted: ColumnKind | null
  readonly error: Error | null
  readonly set: (column: string, kind: ColumnKind) => void
}

/** One change at a time. */
export function useSetKind(dataset: DatasetRecord): SetKind {
  const client = useQueryClient()
  const [pending, setPending] = useState<{ column: string; kind: ColumnKind } | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const { id, table } = dataset
  const steps = useVersionSteps(dataset)

  const change = async (column: string, kind: ColumnKind): Promise<boolean> => {
    setError(null)
    setPending({ column, kind })
    try {
      const title = message('dataset.profiling', { name: table.name })
      const changed = await runJob('datasets.setKinds', title, (jobId) => ({ jobId, id, kinds: { [column]: kind } }))
      client.setQueryData(['datasets.get', { id }], changed)
      void client.invalidateQueries({ queryKey: ['datasets.rows', { id }] })
      return true
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
      return false
    } finally {
      setPending(null)
    }
  }

  const set = async (column: string, kind: ColumnKind) => {
    const before = table.profile.columns.find(({ name }) => name === column)?.kind
    if (before === undefined || before === kind) return
    if (await change(column, kind)) {
      notify({ message: message(`dataset.kindChanged.${kind}`, { column }), undo: () => void steps.undo() })
    }
  }

  return {
    pending: pending?.column ?? null,
    wanted: pending?.kind ?? null,
    error,
    set: (column, kind) => void set(column, kind),
  }
}
