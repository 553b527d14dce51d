/** What the keys do while the focus is on the examples. */
import type { KeyboardEvent } from 'react'
import { moveBy, moveTo, type Selection, toggle } from '../../components/selection.ts'

export interface LabelKeys {
  readonly rows: readonly number[]
  readonly selection: Selection<number>
  readonly onSelect: (selection: Selection<number>) => void
  /** Examples side by side, and how many are in sight. */
  readonly across: number
  readonly inSight: number
  /** Gives the class of a digit. */
  readonly onDigit: (digit: string) => void
  readonly onExclude: () => void
  /** Accepts what a model says. */
  readonly onAccept: () => void
  /** Plays the recording that the keyboard is at; without, there is none. */
  readonly onListen?: () => void
  /** Begins to type a class. */
  readonly onType: (text: string) => void
}

/** Handles a key where it means something. */
export function onLabelKey(event: KeyboardEvent, keys: LabelKeys): void {
  const { rows, selection, onSelect, across, inSight } = keys
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return
  const go = (by: number) => onSelect(chosenAt(moveBy(selection, rows, by, event.shiftKey), event.shiftKey, command))
  const goTo = (row: number | undefined) =>
    row !== undefined && onSelect(chosenAt(moveTo(selection, rows, row, event.shiftKey), event.shiftKey, command))
  const moves: Readonly<Record<string, () => unknown>> = {
    ArrowDown: () => go(across),
    ArrowUp: () => go(-across),
    ...(across > 1 ? { ArrowRight: () => go(1), ArrowLeft: () => go(-1) } : {}),
    PageDown: () => go(inSight),
    PageUp: () => go(-inSight),
    Home: () => goTo(rows[0]),
    End: () => goTo(rows.at(-1)),
  }
  const acts: Readonly<Record<string, () => unknown>> = command
    ? { a: () => onSelect({ ...selection, chosen: new Set(rows) }) }
    : {
        ' ': () => selection.active !== null && onSelect(toggle(selection, selection.active)),
        Delete: keys.onExclude,
        Backspace: keys.onExclude,
        Enter: keys.onAccept,
        Escape: () => onSelect({ ...selection, chosen: new Set() }),
      }
  const act = moves[event.key] ?? acts[event.key] ?? (command ? undefined : byCharacter(event.key, keys))
  if (act === undefined) return
  event.preventDefault()
  act()
}

function byCharacter(key: string, { onDigit, onType, onListen }: LabelKeys): (() => void) | undefined {
  if (key === '.') return onListen
  if (/^[0-9]$/.test(key)) return () => onDigit(key)
  return /^[\p{L}]$/u.test(key) ? () => onType(key) : undefined
}

/** Moving alone chooses the example that one comes to; with Ctrl or Cmd the choice stays, as with Shift. */
function chosenAt(selection: Selection<number>, extends_: boolean, stays: boolean): Selection<number> {
  if (extends_ || stays || selection.active === null) return selection
  return { ...selection, chosen: new Set([selection.active]) }
}
