/** Pages of a dataset's rows: asked for when they come into sight and the scrolling has slowed down. */
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import { invoke } from '../../../bridge/invoke.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import type { GridSort } from '../../../components/grid/grid-props.ts'

/** Cells and rows in a page, at most: a page of a wide table has fewer rows. */
const pageCells = 40_000
const pageRows = 200
const leastRows = 20
/** So long the scrolling must rest before rows are asked for, in milliseconds. */
const rest = 60
/** So long a page out of sight is kept. */
const keptFor = 60_000

export interface RowPages {
  readonly cellAt: (row: number, column: number) => Cell | undefined
  /** The number of a row in the imported table; undefined while it has not been read. */
  readonly numberAt: (row: number) => number | undefined
  readonly error: Error | null
}

/** How many rows a page has in a table of so many columns. */
export function pageSizeOf(columns: number): number {
  return Math.min(pageRows, Math.max(leastRows, Math.floor(pageCells / Math.max(1, columns))))
}

/** Numbers of the pages that hold rows `first` up to, not including, `end`. */
export function pagesOf(first: number, end: number, pageSize: number): number[] {
  if (end <= first) return []
  const from = Math.floor(first / pageSize)
  const to = Math.floor((end - 1) / pageSize)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The rows in sight. */
export function useRowPages(
  id: string,
  size: { readonly rows: number; readonly columns: number },
  sort: GridSort | null,
  sight: readonly [first: number, end: number],
): RowPages {
  const [first, end] = useRested(sight, rest)
  const pageSize = pageSizeOf(size.columns)
  const pages = pagesOf(first, Math.min(end, size.rows), pageSize)
  const results = useQueries({
    queries: pages.map((page) => {
      const order = sort === null ? {} : { sortBy: sort.column, descending: sort.descending }
      const request = { id, offset: page * pageSize, limit: pageSize, ...order }
      return {
        queryKey: ['datasets.rows', request],
        queryFn: () => invoke('datasets.rows', request),
        gcTime: keptFor,
      }
    }),
  })
  const held = useUnlessSame(pages.map((page, index) => [page, results[index]?.data] as const))
  const { cellAt, numberAt } = useMemo(() => {
    const byPage = new Map(held)
    const pageOf = (row: number) => byPage.get(Math.floor(row / pageSize))
    return {
      cellAt: (row: number, column: number) => pageOf(row)?.rows[row % pageSize]?.[column],
      numberAt: (row: number) => pageOf(row)?.numbers[row % pageSize],
    }
  }, [held, pageSize])
  return {
    cellAt,
    numberAt,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  }
}

interface Page {
  readonly rows: readonly (readonly Cell[])[]
  readonly numbers: readonly number[]
}

type PageRows = readonly (readonly [page: number, held: Page | undefined])[]

/** The pages, the same object as before as long as they hold the same rows. */
function useUnlessSame(pages: PageRows): PageRows {
  const [held, setHeld] = useState(pages)
  const same =
    pages.length === held.length &&
    pages.every(([page, own], index) => held[index]?.[0] === page && held[index][1] === own)
  if (!same) setHeld(pages)
  return same ? held : pages
}
