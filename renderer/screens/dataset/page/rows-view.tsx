/** All rows of a dataset, read page by page as they come into sight; sorted by any column, widths remembered. */
import { useCallback, useMemo, useState } from 'react'
import { z } from 'zod'
import { useRemembered } from '../../../bridge/remembered.ts'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { DataGrid } from '../../../components/grid/data-grid.tsx'
import type { GridSort } from '../../../components/grid/grid-props.ts'
import { usualWidth } from '../../../components/grid/usual-width.ts'
import { useWords } from '../../../i18n/words.ts'
import type { DatasetViewProps } from './columns-view.tsx'
import { useRowPages } from './use-row-pages.ts'

const viewSchema = z.object({
  widths: z.record(z.string(), z.number()),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable(),
})
const unchanged: z.infer<typeof viewSchema> = { widths: {}, sort: null }

/** See the file's head. */
export function RowsView({ dataset: { id, table } }: DatasetViewProps) {
  const { text, format } = useWords()
  const { rows, columns: profiles } = table.profile
  const [view, setView] = useRemembered(`rows-view:${id}`, viewSchema, unchanged)
  const [sight, setSight] = useState<readonly [number, number]>([0, 0])
  const known = profiles.some(({ name }) => name === view.sort?.column)
  const sort: GridSort | null = known ? view.sort : null
  const pages = useRowPages(id, { rows, columns: profiles.length }, sort, sight)
  const { widths } = view
  const columns = useMemo(() => profiles.map(({ name, kind }) => ({ name, numeric: kind === 'number' })), [profiles])
  const usual = useMemo(() => new Map(columns.map(({ name, numeric }) => [name, usualWidth(name, numeric)])), [columns])
  const widthOf = useCallback((name: string) => widths[name] ?? usual.get(name) ?? 0, [widths, usual])
  const onRowsInSight = useCallback((first: number, end: number) => setSight([first, end]), [])
  return (
    <div className="rows">
      {pages.error !== null && <ErrorNotice error={pages.error} />}
      <div className="rows-grid">
        <DataGrid
          label={text('dataset.allRows', { name: table.name })}
          columns={columns}
          rowCount={rows}
          cellAt={pages.cellAt}
          widthOf={widthOf}
          onResize={(name, width) => setView({ ...view, widths: { ...widths, [name]: width } })}
          sort={sort}
          onSort={(next) => setView({ ...view, sort: next })}
          onRowsInSight={onRowsInSight}
        />
      </div>
      <p className="caption muted">
        {text('dataset.rowsFoot', { rows: format.integer(rows), columns: format.integer(profiles.length) })}
      </p>
    </div>
  )
}
