/**
 * The table of runs. Only rows in sight are drawn, so 10,000 of them scroll like a hundred; the keyboard moves through
 * it by rows, the focus staying on the table itself (aria-activedescendant).
 */
import { useMemo, useRef } from 'react'
import { useKeptInSight } from '../../components/grid/use-kept-in-sight.ts'
import { visibleColumns } from './column-layout.ts'
import './runs-grid.css'
import { useGridKeys, useGridPointer } from './runs-grid-input.ts'
import type { RunsGridProps } from './runs-grid-props.ts'
import { RunsHeader } from './runs-header.tsx'
import { headHeight, rowHeight, rowId, RunsRows } from './runs-rows.tsx'
import { toggleAll } from '../../components/selection.ts'

/** The check box, with the page's margin, and the menu button. */
const edgeWidths = 'var(--margin) + 24px + 40px'

export function RunsGrid(props: RunsGridProps) {
  const { label, runs, table, selection, onSelect, renaming, onRename } = props
  const frame = useRef<HTMLDivElement>(null)
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const columns = useMemo(() => visibleColumns(table.layout), [table.layout])
  const width = columns.reduce((sum, key) => sum + table.layout.widths[key], 0)
  const activeRow = selection.active === null ? -1 : ids.indexOf(selection.active)
  useKeptInSight(frame, activeRow < 0 ? null : activeRow, rowHeight, headHeight)
  const onKeyDown = useGridKeys(props, ids, frame)
  const pointer = useGridPointer(props, ids)
  const chosenHere = ids.filter((id) => selection.chosen.has(id)).length

  return (
    <div
      ref={frame}
      className="runs-grid"
      role="grid"
      aria-label={label}
      aria-multiselectable
      aria-rowcount={runs.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={selection.active === null ? undefined : rowId(selection.active)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={pointer.onClick}
      onDoubleClick={pointer.onDoubleClick}
      onContextMenu={pointer.onContextMenu}
    >
      <div
        className="runs-area"
        style={{ height: headHeight + runs.length * rowHeight, width: `calc(${width}px + ${edgeWidths})` }}
      >
        <RunsHeader
          table={table}
          columns={columns}
          choosing={chosenHere === 0 ? 'none' : chosenHere === ids.length ? 'all' : 'some'}
          onChooseAll={() => onSelect(toggleAll(selection, ids))}
        />
        <RunsRows
          frame={frame}
          runs={runs}
          columns={columns}
          widths={table.layout.widths}
          selection={selection}
          renaming={renaming}
          onRename={(run, name) => {
            onRename(run, name)
            frame.current?.focus()
          }}
        />
      </div>
    </div>
  )
}
