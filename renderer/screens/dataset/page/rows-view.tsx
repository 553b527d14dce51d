/**
 * All rows of a dataset, read page by page as they come into sight; sorted by any column, widths remembered. Cells can be typed
 * in: each change makes a version, as all edits do.
 */
import { useCallback, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { measuresOf } from '../../../../compute/spec/dataset.ts'
import { useRemembered } from '../../../bridge/remembered.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { DataGrid } from '../../../components/grid/data-grid.tsx'
import type { GridSort } from '../../../components/grid/grid-props.ts'
import { usualWidth } from '../../../components/grid/usual-width.ts'
import { useWords } from '../../../i18n/words.ts'
import { useFoundFinding } from '../use-found-rows.ts'
import { CellEditor, type CellEnd } from './cell-editor.tsx'
import { besides, type CellPlace, isTyped, placeAfter, within } from './cell-keys.ts'
import type { DatasetViewProps } from './columns-view.tsx'
import { FoundBar } from './found-bar.tsx'
import { type Draft, useCellEdits, writtenOf } from './use-cell-edits.ts'
import { useRowPages } from './use-row-pages.ts'

const viewSchema = z.object({
  widths: z.record(z.string(), z.number()),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable(),
})
const unchanged: z.infer<typeof viewSchema> = { widths: {}, sort: null }

/** See the file's head. */
export function RowsView({ dataset }: DatasetViewProps) {
  const { id, table } = dataset
  const { found, showAll } = useFoundFinding()
  const { text, joined, format } = useWords()
  const { rows, columns: profiles } = table.profile
  const [view, setView] = useRemembered(`rows-view:${id}`, viewSchema, unchanged)
  const [sight, setSight] = useState<readonly [number, number]>([0, 0])
  const known = profiles.some(({ name }) => name === view.sort?.column)
  const sort: GridSort | null = known ? view.sort : null
  const pages = useRowPages(id, { rows, columns: profiles.length }, { sort, where: found?.where }, sight)
  const edits = useCellEdits(dataset, pages)
  const frame = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<CellPlace | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  /** The draft until it is taken or left: a field that goes away may tell so a second time. */
  const open = useRef<Draft | null>(null)
  const type = (next: Draft | null) => {
    open.current = next
    setDraft(next)
  }
  const { widths } = view
  const columns = useMemo(() => profiles.map(({ name, kind }) => ({ name, numeric: kind === 'number' })), [profiles])
  const usual = useMemo(() => new Map(columns.map(({ name, numeric }) => [name, usualWidth(name, numeric)])), [columns])
  const widthOf = useCallback((name: string) => widths[name] ?? usual.get(name) ?? 0, [widths, usual])
  const onRowsInSight = useCallback((first: number, end: number) => setSight([first, end]), [])
  const size = { rows: pages.count, columns: columns.length }
  const fixed = useMemo(() => fixedColumns(table), [table])

  const begin = (place: CellPlace, typed?: string) => {
    const name = profiles[place.column]?.name
    if (name === undefined || fixed.has(name) || pages.numberAt(place.row) === undefined) return
    edits.forgive()
    setActive(place)
    type({ ...place, text: typed ?? writtenOf(edits.cellAt(place.row, place.column)) })
  }
  const toGrid = () => frame.current?.querySelector<HTMLElement>('.grid')?.focus({ preventScroll: true })
  const end = (how: CellEnd) => {
    const done = open.current
    if (done === null) return
    type(null)
    edits.set(done)
    if (how === 'stay') return
    toGrid()
    setActive(
      how === 'down' ? within({ ...done, row: done.row + 1 }, size) : besides(done, how === 'next' ? 1 : -1, size),
    )
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const place = placeAfter(event, active, size)
    if (place !== null) setActive(place)
    else if (active === null) return
    else if (event.key === 'F2' || event.key === 'Enter') begin(active)
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (!fixed.has(profiles[active.column]?.name ?? '')) edits.set({ ...active, text: '' })
    } else if (event.key === 'Escape') setActive(null)
    else if (isTyped(event)) begin(active, event.key)
    else return
    event.preventDefault()
  }
  const named = draft === null ? undefined : profiles[draft.column]
  return (
    <div className="rows">
      {found !== null && <FoundBar dataset={dataset} found={found} onShowAll={showAll} />}
      {pages.error !== null && <ErrorNotice error={pages.error} />}
      {edits.failed !== null && (
        <ErrorNotice
          error={edits.failed.error}
          actions={
            <Button
              size="small"
              onPress={() => edits.failed !== null && begin(edits.failed.draft, edits.failed.draft.text)}
            >
              {text('dataset.cell.again')}
            </Button>
          }
        />
      )}
      <div className="rows-grid" ref={frame}>
        <DataGrid
          label={text('dataset.allRows', { name: table.name })}
          columns={columns}
          rowCount={pages.count}
          {...(found === null ? {} : { rowName: pages.nameOf })}
          cellAt={edits.cellAt}
          widthOf={widthOf}
          onResize={(name, width) => setView({ ...view, widths: { ...widths, [name]: width } })}
          sort={sort}
          onSort={(next) => setView({ ...view, sort: next })}
          onRowsInSight={onRowsInSight}
          cells={{
            active,
            editor:
              draft === null || named === undefined ? null : (
                <CellEditor
                  key={`${draft.row} ${draft.column}`}
                  column={named.name}
                  long={named.kind === 'text'}
                  value={draft.text}
                  onChange={(typed) => type({ ...draft, text: typed })}
                  onDone={end}
                  onCancel={() => {
                    type(null)
                    toGrid()
                  }}
                />
              ),
            onPress: (row, column, event) => {
              end('stay')
              setActive({ row, column })
              if (event.detail === 2) begin({ row, column })
            },
            onKeyDown,
          }}
        />
      </div>
      <p className="caption muted">
        {joined(
          text('dataset.rowsFoot', { rows: format.integer(pages.count), columns: format.integer(profiles.length) }),
          text('dataset.cell.hint'),
        )}
      </p>
    </div>
  )
}

/** Columns that name files or were measured of them: typing in them would tell what is not so. */
function fixedColumns({ media }: DatasetViewProps['dataset']['table']): ReadonlySet<string> {
  return new Set(media === undefined ? [] : [media.column, ...measuresOf(media)])
}
