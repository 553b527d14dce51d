/** What a person can do to runs, each with its note and, where it can be taken back, with undo. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RequestOf } from '../../../main/ipc/contract/channels.ts'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { message } from '../../../compute/spec/message.ts'
import { invoke } from '../../bridge/invoke.ts'
import { notify } from '../../components/toast.tsx'

export interface RunActions {
  /** Each resolves when it is done and rejects with a StudioError. */
  readonly rename: (run: RunSummary, name: string) => Promise<void>
  readonly setNote: (run: RunSummary, note: string) => Promise<void>
  readonly setTags: (run: RunSummary, tags: readonly string[]) => Promise<void>
  /** Adds a tag to several runs. */
  readonly addTag: (runs: readonly RunSummary[], tag: string) => Promise<void>
  readonly archive: (runs: readonly RunSummary[], archived: boolean) => Promise<void>
  /** Moves runs to the trash. */
  readonly remove: (runs: readonly RunSummary[]) => Promise<void>
  readonly restore: (runs: readonly RunSummary[]) => Promise<void>
  /** Removes runs for good. */
  readonly purge: (runs: readonly RunSummary[]) => Promise<void>
}

const idsOf = (runs: readonly RunSummary[]) => runs.map(({ id }) => id)

/** The actions. The cached list is changed as soon as the main process has agreed; its events confirm it. */
export function useRunActions(): RunActions {
  const client = useQueryClient()
  return useMemo(() => {
    const patch = (ids: readonly string[], changes: Partial<RunSummary>) => {
      const changed = new Set(ids)
      client.setQueryData<RunSummary[]>(['runs.list', {}], (runs) =>
        runs?.map((run) => (changed.has(run.id) ? { ...run, ...changes } : run)),
      )
      for (const id of ids) void client.invalidateQueries({ queryKey: ['runs.get', { id }] })
    }
    const change = async (request: RequestOf<'runs.change'>) => {
      for (const run of await invoke('runs.change', request)) patch([run.id], run)
    }
    const archive = async (runs: readonly RunSummary[], archived: boolean) => {
      const ids = idsOf(runs)
      await change({ ids, archived })
      notify({
        message: message(archived ? 'runs.archived' : 'runs.unarchived', {
          count: ids.length,
          name: runs[0]?.name ?? '',
        }),
        undo: () => void change({ ids, archived: !archived }),
      })
    }
    const restoreIds = async (ids: readonly string[]) => {
      await invoke('runs.restore', { ids: [...ids] })
      patch(ids, { deletedAt: null })
    }
    return {
      rename: (run, name) => change({ ids: [run.id], name }),
      setNote: (run, note) => change({ ids: [run.id], note }),
      setTags: (run, tags) => change({ ids: [run.id], tags: [...tags] }),
      addTag: async (runs, tag) => {
        for (const run of runs) {
          if (!run.tags.includes(tag)) await change({ ids: [run.id], tags: [...run.tags, tag] })
        }
      },
      archive,
      remove: async (runs) => {
        const ids = idsOf(runs)
        await invoke('runs.delete', { ids })
        patch(ids, { deletedAt: Date.now() })
        notify({
          message: message('runs.deleted', { count: ids.length, name: runs[0]?.name ?? '' }),
          undo: () => void restoreIds(ids),
        })
      },
      restore: async (runs) => {
        await restoreIds(idsOf(runs))
        notify({ message: message('runs.restored', { count: runs.length, name: runs[0]?.name ?? '' }) })
      },
      purge: async (runs) => {
        const gone = new Set(idsOf(runs))
        const { freedBytes } = await invoke('runs.purge', { ids: [...gone] })
        client.setQueryData<RunSummary[]>(['runs.list', {}], (known) => known?.filter(({ id }) => !gone.has(id)))
        notify({ message: message('runs.purged', { count: gone.size, bytes: freedBytes }) })
      },
    }
  }, [client])
}
