/** How a person has arranged the runs table: view, order, columns; remembered in the settings. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Settings } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { invoke } from '../../bridge/invoke.ts'
import { changeLayout, type ColumnLayout, type LayoutChange, readLayout, storeLayout } from './column-layout.ts'
import { type RunColumnKey, runColumns } from './run-columns.ts'
import { knownSortKey, type RunsView } from './run-list.ts'

type Stored = Settings['runsTable']

export interface RunsTable {
  readonly view: RunsView
  readonly sortBy: RunColumnKey
  readonly descending: boolean
  readonly layout: ColumnLayout
  readonly setView: (view: RunsView) => void
  /** Sorts by a column, or turns the order around if it is that column's already. */
  readonly sort: (column: RunColumnKey) => void
  readonly changeLayout: (change: LayoutChange) => void
}

/** A column that is dragged wider is written when it rests. */
const writeAfter = 300

/** Null until the settings are read. */
export function useRunsTable(): RunsTable | null {
  const client = useQueryClient()
  const read = useRequest('settings.get', {}).data?.runsTable
  const [draft, setDraft] = useState<Stored | null>(null)
  const stored = draft ?? read

  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => {
      void invoke('settings.change', { runsTable: draft }).then((settings) => {
        client.setQueryData(['settings.get', {}], settings)
        setDraft((now) => (now === draft ? null : now))
      })
    }, writeAfter)
    return () => clearTimeout(timer)
  }, [draft, client])

  return useMemo(() => {
    if (stored === undefined) return null
    const layout = readLayout(stored)
    const sortBy = knownSortKey(stored.sortBy)
    const change = (changes: Partial<Stored>) => setDraft({ ...stored, ...changes })
    return {
      view: stored.view,
      sortBy,
      descending: stored.descending,
      layout,
      setView: (view) => change({ view }),
      sort: (column) =>
        change({
          sortBy: column,
          descending: column === sortBy ? !stored.descending : runColumns[column].descendingFirst,
        }),
      changeLayout: (layoutChange) => change(storeLayout(changeLayout(layout, layoutChange))),
    }
  }, [stored])
}
