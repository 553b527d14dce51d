/**
 * The table of runs. Only rows in sight are drawn, so 10,000 of them scroll like a hundred; the keyboard moves through
 * it by rows, the focus staying on the table itself (aria-activedescendant).
 */
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, memo, type MouseEvent, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { runAddress } from '../../app/addresses.ts'
import { useView } from '../../components/grid/data-grid.tsx'
import { rowsInSight } from '../../components/grid/window.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { visibleColumns } from './column-layout.ts'
import { NameField } from './run-name.tsx'
import { type RunColumnKey, runColumns } from './run-columns.ts'
import { runCells } from './run-cells.tsx'
import { CheckBoxMark, RunsHeader } from './runs-header.tsx'
import './runs-grid.css'
import { click, moveBy, moveTo, type Selection, toggle, toggleAll } from './selection.ts'
import type { RunsTable } from './use-runs-table.ts'

export interface RunsGridProps {
  readonly label: string
  readonly runs: readonly RunSummary[]
  readonly table: RunsTable
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  /** The run whose name is being changed. */
  readonly renaming: string | null
  readonly onStartRenaming: (run: RunSummary) => void
  /** Null: the name stays as it is. */
  readonly onRename: (run: RunSummary, name: string | null) => void
  /** Asks for the menu of a run, under the element. */
  readonly onMenu: (run: RunSummary, anchor: Element) => void
  readonly onDelete: () => void
}

const rowHeight = 32
const headHeight = 32
/** The check box, with the page's margin, and the menu button. */
const edgeWidths = 'var(--margin) + 24px + 40px'

export function RunsGrid(props: RunsGridProps) {
  const { label, runs, table, selection, onSelect, renaming, onRename } = props
  const words = useWords()
  const frame = useRef<HTMLDivElement>(null)
  const view = useView(frame)
  const ids = runs.map(({ id }) => id)
  const columns = visibleColumns(table.layout)
  const rows = rowsInSight(view.top, Math.max(0, view.height - headHeight), runs.length, rowHeight)
  const width = columns.reduce((sum, key) => sum + table.layout.widths[key], 0)
  const activeIndex = selection.active === null ? -1 : ids.indexOf(selection.active)
  useFollowActive(frame, activeIndex)
  const onKeyDown = useGridKeys(props, ids, frame)
  const pointer = pointerActions(props, ids)
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
      aria-activedescendant={activeIndex >= rows.first && activeIndex < rows.end ? rowId(ids[activeIndex]!) : undefined}
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
        <div role="rowgroup">
          {runs.slice(rows.first, rows.end).map((run, offset) => (
            <RunRow
              key={run.id}
              run={run}
              index={rows.first + offset}
              columns={columns}
              table={table}
              words={words}
              chosen={selection.chosen.has(run.id)}
              active={selection.active === run.id}
              renaming={renaming === run.id}
              onRename={(name) => {
                onRename(run, name)
                frame.current?.focus()
              }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

const rowId = (id: string) => `run-row-${id}`

/** Scrolls so that the row the keyboard is at is in sight, below the header. */
function useFollowActive(frame: React.RefObject<HTMLDivElement | null>, index: number): void {
  useEffect(() => {
    const element = frame.current
    if (element === null || index < 0) return
    const top = index * rowHeight
    const bottom = top + rowHeight + headHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
  }, [frame, index])
}

function useGridKeys(props: RunsGridProps, ids: readonly string[], frame: React.RefObject<HTMLDivElement | null>) {
  const { runs, selection, onSelect, onStartRenaming, onMenu, onDelete } = props
  const navigate = useNavigate()
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const active = runs.find(({ id }) => id === selection.active)
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - headHeight) / rowHeight) - 1)
    const go = (by: number) => () => onSelect(moveBy(selection, ids, by, event.shiftKey))
    const withActive = (act: (run: RunSummary) => void) => () => active !== undefined && act(active)
    const keys: Record<string, () => unknown> = {
      ArrowDown: go(1),
      ArrowUp: go(-1),
      PageDown: go(page),
      PageUp: go(-page),
      Home: go(-ids.length),
      End: go(ids.length),
      ' ': withActive((run) => onSelect(toggle(selection, run.id))),
      Enter: withActive((run) => void navigate(runAddress(run.id))),
      F2: withActive(onStartRenaming),
      Delete: () => (selection.chosen.size > 0 || active !== undefined) && onDelete(),
      Escape: () => onSelect({ ...selection, chosen: new Set() }),
      ContextMenu: withActive((run) => openMenuAt(run)),
      ...(event.shiftKey ? { F10: withActive((run) => openMenuAt(run)) } : {}),
      ...(event.ctrlKey || event.metaKey ? { a: () => onSelect({ ...selection, chosen: new Set(ids) }) } : {}),
    }
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }

  function openMenuAt(run: RunSummary): void {
    const row = frame.current?.querySelector(`[id="${rowId(run.id)}"] .runs-more`)
    if (row) onMenu(run, row)
  }
}

/** What the mouse does, found out at the table: rows have no handlers of their own, so they need not be drawn again. */
function pointerActions(props: RunsGridProps, ids: readonly string[]) {
  const { runs, selection, onSelect, onMenu, onStartRenaming } = props
  const runAt = (event: MouseEvent) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-run]')?.dataset.run
    return runs.find((run) => run.id === id)
  }
  const within = (event: MouseEvent, selector: string) => (event.target as Element).closest(selector)
  const openMenu = (run: RunSummary, anchor: Element) => {
    onSelect(moveTo(selection, ids, run.id, false))
    onMenu(run, anchor)
  }
  return {
    onClick: (event: MouseEvent) => {
      const run = runAt(event)
      const more = within(event, '.runs-more')
      if (run === undefined || within(event, 'a, input') !== null) return
      if (more !== null) openMenu(run, more)
      else if (within(event, '.runs-check') !== null) onSelect(toggle(selection, run.id))
      else {
        const keys = { toggles: event.ctrlKey || event.metaKey, extends: event.shiftKey }
        onSelect(click(selection, ids, run.id, keys))
      }
    },
    onDoubleClick: (event: MouseEvent) => {
      const run = runAt(event)
      if (run !== undefined && within(event, '[role="rowheader"]') !== null) onStartRenaming(run)
    },
    onContextMenu: (event: MouseEvent) => {
      const run = runAt(event)
      const more = within(event, '[data-run]')?.querySelector('.runs-more')
      if (run === undefined || !more) return
      event.preventDefault()
      openMenu(run, more)
    },
  }
}

interface RunRowProps {
  readonly run: RunSummary
  readonly index: number
  readonly columns: readonly RunColumnKey[]
  readonly table: RunsTable
  readonly words: Words
  readonly chosen: boolean
  readonly active: boolean
  readonly renaming: boolean
  readonly onRename: (name: string | null) => void
}

const RunRow = memo(RunRowDrawn, sameRow)

function sameRow(a: RunRowProps, b: RunRowProps): boolean {
  return (
    !b.renaming &&
    a.run === b.run &&
    a.index === b.index &&
    a.table.layout === b.table.layout &&
    a.words === b.words &&
    a.chosen === b.chosen &&
    a.active === b.active &&
    a.renaming === b.renaming
  )
}

function RunRowDrawn(props: RunRowProps) {
  const { run, index, columns, table, words, chosen, active, renaming } = props
  return (
    <div
      id={rowId(run.id)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={`runs-row${chosen ? ' runs-chosen' : ''}${active ? ' runs-active' : ''}`}
      style={{ transform: `translateY(${headHeight + index * rowHeight}px)` }}
      data-run={run.id}
    >
      <div className="runs-check" role="gridcell">
        <CheckBoxMark state={chosen ? 'all' : 'none'} />
      </div>
      {columns.map((key, at) => (
        <div
          key={key}
          role={key === 'name' ? 'rowheader' : 'gridcell'}
          aria-colindex={at + 2}
          className={`runs-cell runs-${runColumns[key].align}`}
          style={{ width: table.layout.widths[key] }}
        >
          {key === 'name' && renaming ? (
            <NameField label={words.text('runs.nameOf')} name={run.name} onDone={props.onRename} />
          ) : (
            runCells[key](run, words)
          )}
        </div>
      ))}
      <div role="gridcell" className="runs-more-cell">
        <button
          type="button"
          tabIndex={-1}
          className="runs-more"
          aria-label={words.text('runs.actionsOf', { name: run.name })}
        >
          <Ellipsis className="icon" aria-hidden />
        </button>
      </div>
    </div>
  )
}
