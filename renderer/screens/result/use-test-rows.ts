/** Test rows of a run by pages: those in sight are asked for, and stay while the screen is open. */
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { TestRow } from '../../../compute/spec/evaluation.ts'
import type { ResponseOf } from '../../../main/ipc/contract/channels.ts'
import { invoke } from '../../bridge/invoke.ts'

/** Which rows: those of a cell of the confusion matrix, of a class, or all (null: any). */
export interface RowFilter {
  readonly actual: string | null
  readonly predicted: string | null
}

export interface TestRowPages {
  /** Null until the first page has come. */
  readonly total: number | null
  readonly columns: readonly string[]
  /** Undefined while it is being read. */
  readonly rowAt: (index: number) => TestRow | undefined
  readonly onRowsInSight: (first: number, end: number) => void
  readonly error: unknown
}

const pageSize = 200
type Page = ResponseOf<'runs.testRows'>

export function useTestRows(id: string, filter: RowFilter): TestRowPages {
  const [sight, setSight] = useState({ first: 0, last: 0 })
  const pages = Array.from({ length: sight.last - sight.first + 1 }, (_, index) => sight.first + index)
  // The first page says how many rows there are, wherever one has scrolled to.
  const wanted = pages.includes(0) ? pages : [0, ...pages]
  const results: UseQueryResult<Page>[] = useQueries({
    queries: wanted.map((page) => {
      const request = { id, ...filter, offset: page * pageSize, limit: pageSize }
      return { queryKey: ['runs.testRows', request], queryFn: () => invoke('runs.testRows', request) }
    }),
  })
  const byPage = new Map(wanted.map((page, index) => [page, results[index]?.data]))
  const onRowsInSight = useCallback((first: number, end: number) => {
    const next = { first: Math.floor(first / pageSize), last: Math.floor(Math.max(first, end - 1) / pageSize) }
    setSight((known) => (known.first === next.first && known.last === next.last ? known : next))
  }, [])
  const head = byPage.get(0)
  return {
    total: head?.total ?? null,
    columns: head?.columns ?? [],
    rowAt: (index) => byPage.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    onRowsInSight,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  }
}
