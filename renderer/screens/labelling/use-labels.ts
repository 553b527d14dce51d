/**
 * The classes of a dataset's column while they are worked on: an edit is seen at once, and becomes a version of the dataset
 * in the background. Edits that are made while others are on their way go together.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { AskedEdit, LabelView } from '../../../compute/spec/data-edit.ts'
import { message } from '../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { runJob } from '../../bridge/jobs.ts'
import { useVersionSteps } from '../dataset/use-version-steps.ts'
import { withEdits } from './label-state.ts'

export interface Labels {
  /** Undefined while it is read. */
  readonly view: LabelView | undefined
  readonly edit: (...edits: readonly AskedEdit[]) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Whether a version is being made. */
  readonly saving: boolean
  readonly error: unknown
}

/** See the file's head. */
export function useLabels(dataset: DatasetRecord, column: string): Labels {
  const { id, table } = dataset
  const client = useQueryClient()
  const request = { id, column }
  const stored = useRequest('datasets.labels', request)
  const [waiting, setWaiting] = useState<readonly AskedEdit[]>([])
  const [error, setError] = useState<unknown>(null)
  const queue = useRef<AskedEdit[]>([])
  const [working, setWorking] = useState(0)
  const line = useRef<Promise<void>>(Promise.resolve())
  const steps = useVersionSteps(dataset)

  /** Does one thing after the other, and shows what came of it. */
  const inLine = (work: () => Promise<unknown>) => {
    setWorking((count) => count + 1)
    line.current = line.current.then(async () => {
      try {
        await work()
        setError(null)
      } catch (reason) {
        setError(reason)
      } finally {
        await client.refetchQueries({ queryKey: ['datasets.labels', request], exact: true })
        setWorking((count) => count - 1)
      }
    })
  }

  const flush = async () => {
    const edits = queue.current.splice(0)
    if (edits.length === 0) return
    try {
      const title = message('labelling.saving', { name: table.name })
      await runJob('datasets.edit', title, (jobId) => ({ jobId, id, edits, place: 'labelling' }))
      await client.refetchQueries({ queryKey: ['datasets.labels', request], exact: true })
    } finally {
      setWaiting((before) => before.filter((edit) => !edits.includes(edit)))
    }
  }

  const { data } = stored
  const view = useMemo(
    () => (data === undefined ? undefined : withEdits(data, column, waiting)),
    [data, column, waiting],
  )
  return {
    view,
    edit: (...edits) => {
      queue.current.push(...edits)
      setWaiting((before) => [...before, ...edits])
      inLine(flush)
    },
    undo: () => inLine(steps.undo),
    redo: () => inLine(steps.redo),
    canUndo: waiting.length > 0 || steps.canUndo,
    canRedo: waiting.length === 0 && steps.canRedo,
    saving: working > 0,
    error: error ?? stored.error,
  }
}
