/** Undo and redo of a dataset's edits: each leads to another of its versions. */
import { useQueryClient } from '@tanstack/react-query'
import { message } from '../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { invoke } from '../../bridge/invoke.ts'
import { runJob } from '../../bridge/jobs.ts'

export interface VersionSteps {
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Goes to the version before and answers with its number; with null at the first one. */
  readonly undo: () => Promise<number | null>
  /** Goes to the newest version that was made of this one. */
  readonly redo: () => Promise<number | null>
  readonly goTo: (number: number) => Promise<void>
}

/** See the file's head. The newest state counts, not the one that is shown: several steps may be asked for at once. */
export function useVersionSteps({ id, table, undoTo, redoTo }: DatasetRecord): VersionSteps {
  const client = useQueryClient()
  const goTo = async (number: number) => {
    const title = message('versions.going', { name: table.name, number })
    const changed = await runJob('datasets.goToVersion', title, (jobId) => ({ jobId, id, number }))
    client.setQueryData(['datasets.get', { id }], changed)
  }
  const step = async (to: 'undoTo' | 'redoTo') => {
    const number = (await invoke('datasets.get', { id }))[to]
    if (number !== null) await goTo(number)
    return number
  }
  return {
    canUndo: undoTo !== null,
    canRedo: redoTo !== null,
    undo: () => step('undoTo'),
    redo: () => step('redoTo'),
    goTo,
  }
}
