/**
 * Keyboard and mouse in the runs table. Rows have no handlers of their own: what was meant is found out at the table, so
 * that rows need not be drawn again when the selection changes.
 */
import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import { useNavigate } from 'react-router'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { runAddress } from '../../app/addresses.ts'
import type { RunsGridProps } from './runs-grid-props.ts'
import { headHeight, rowHeight, rowId } from './runs-rows.tsx'
import { click, moveBy, moveTo, toggle } from '../../components/selection.ts'

type Frame = RefObject<HTMLDivElement | null>

/** What the keys do while the focus is on the table itself. */
export function useGridKeys(props: RunsGridProps, ids: readonly string[], frame: Frame) {
  const { runs, selection, onSelect, onStartRenaming, onMenu, onDelete } = props
  const navigate = useNavigate()
  const openMenuAt = (run: RunSummary) => {
    const more = frame.current?.querySelector(`[id="${rowId(run.id)}"] .runs-more`)
    if (more) onMenu(run, more)
  }
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const active = runs.find(({ id }) => id === selection.active)
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - headHeight) / rowHeight) - 1)
    const go = (by: number) => () => onSelect(moveBy(selection, ids, by, event.shiftKey))
    const goTo = (id: string | undefined) => () =>
      id !== undefined && onSelect(moveTo(selection, ids, id, event.shiftKey))
    const withActive = (act: (run: RunSummary) => void) => () => active !== undefined && act(active)
    const keys: Record<string, () => unknown> = {
      ArrowDown: go(1),
      ArrowUp: go(-1),
      PageDown: go(page),
      PageUp: go(-page),
      Home: goTo(ids[0]),
      End: goTo(ids.at(-1)),
      ' ': withActive((run) => onSelect(toggle(selection, run.id))),
      Enter: withActive((run) => void navigate(runAddress(run.id))),
      F2: withActive(onStartRenaming),
      Delete: () => (selection.chosen.size > 0 || active !== undefined) && onDelete(),
      Escape: () => onSelect({ ...selection, chosen: new Set() }),
      ContextMenu: withActive(openMenuAt),
      ...(event.shiftKey ? { F10: withActive(openMenuAt) } : {}),
      ...(event.ctrlKey || event.metaKey ? { a: () => onSelect({ ...selection, chosen: new Set(ids) }) } : {}),
    }
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
}

/** What the mouse does: choose, open, rename, and the menu of a row. */
export function useGridPointer(props: RunsGridProps, ids: readonly string[]) {
  const { runs, selection, onSelect, onMenu, onStartRenaming } = props
  const navigate = useNavigate()
  const runAt = (event: MouseEvent) => {
    const id = within(event, '[data-run]')?.getAttribute('data-run')
    return runs.find((run) => run.id === id)
  }
  const openMenu = (run: RunSummary, anchor: Element) => {
    onSelect(moveTo(selection, ids, run.id, false))
    onMenu(run, anchor)
  }
  return {
    onClick: (event: MouseEvent) => {
      const run = runAt(event)
      if (run === undefined || within(event, 'input') !== null) return
      const more = within(event, '.runs-more')
      if (within(event, 'a') !== null) {
        event.preventDefault()
        void navigate(runAddress(run.id))
      } else if (more !== null) openMenu(run, more)
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

function within(event: MouseEvent, selector: string): Element | null {
  return event.target instanceof Element ? event.target.closest(selector) : null
}
