/** Pages of a dataset's rows: asked for when they come into sight and the scrolling has slowed down. */
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import type { RowFilter } from '../../../../compute/spec/row-filter.ts'
import { invoke } from '../../../bridge/invoke.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import type { GridSort } from '../../../components/grid/grid-props.ts'
import { useWords } from '../../../i18n/words.ts'

/** Cells and rows in a page, at most: a page of a wide table has fewer rows. */
const pageCells = 40_000
const pageRows = 200
const leastRows = 20
/** So long the scrolling must rest before rows are asked for, in milliseconds. */
const rest = 60
/** So long a page out of sight is kept. */
const keptFor = 60_000

export interface RowPages {
  /** How many rows there are: those that are found, once that is known. */
  readonly count: number
  /** The number of a row that is found, as it stands in the table. */
  readonly nameOf: (row: number) => string
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

interface Page {
  readonly rows: readonly (readonly Cell[])[]
  /** Those of the rows in the imported table. */
  readonly numbers: readonly number[]
  /** Given for rows that are found: how many there are, and where these stand in the table. */
  readonly total?: number
  readonly places?: readonly number[]
}

/** The rows in sight: of all, or of those that a filter finds. */
export function useRowPages(
  id: string,
  size: { readonly rows: number; readonly columns: number },
  { sort, where }: { readonly sort: GridSort | null; readonly where?: RowFilter | undefined },
  sight: readonly [first: number, end: number],
): RowPages {
  const { format } = useWords()
  const [first, end] = useRested(sight, rest)
  const pageSize = pageSizeOf(size.columns)
  const inSight = pagesOf(first, Math.min(end, size.rows), pageSize)
  // How many are found is known with the first page of them.
  const pages = where !== undefined && inSight.length === 0 ? [0] : inSight
  const results = useQueries({
    queries: pages.map((page) => {
      const order = sort === null ? {} : { sortBy: sort.column, descending: sort.descending }
      const request = { id, offset: page * pageSize, limit: pageSize, ...order }
      return {
        ...(where === undefined
          ? { queryKey: ['datasets.rows', request], queryFn: (): Promise<Page> => invoke('datasets.rows', request) }
          : {
              queryKey: ['datasets.foundRows', request, where],
              queryFn: (): Promise<Page> => invoke('datasets.foundRows', { ...request, where }),
            }),
        gcTime: keptFor,
      }
    }),
  })
  const held = useUnlessSame(pages.map((page, index) => [page, results[index]?.data] as const))
  const { cellAt, numberAt, nameOf } = useMemo(() => {
    const byPage = new Map(held)
    const pageOf = (row: number) => byPage.get(Math.floor(row / pageSize))
    return {
      cellAt: (row: number, column: number) => pageOf(row)?.rows[row % pageSize]?.[column],
      numberAt: (row: number) => pageOf(row)?.numbers[row % pageSize],
      nameOf: (row: number) => {
        const place = pageOf(row)?.places?.[row % pageSize]
        return place === undefined ? '' : format.integer(place + 1)
      },
    }
  }, [held, pageSize, format])
  const [total] = results.flatMap(({ data }) => data?.total ?? [])
  return {
    count: where === undefined ? size.rows : (total ?? 0),
    nameOf,
    cellAt,
    numberAt,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  }
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
