/** Who can undo and redo: a page that keeps a history registers itself, and the commands ask the newest one first. */
import { useEffect, useEffectEvent } from 'react'

const undoers: (() => boolean)[] = []
const redoers: (() => boolean)[] = []

/** Registers a page's undo as long as it is there. `undo` tells whether there was something to take back. */
export function usePageUndo(undo: () => boolean): void {
  useRegistered(undoers, undo)
}

/** Registers a page's redo in the same way. */
export function usePageRedo(redo: () => boolean): void {
  useRegistered(redoers, redo)
}

/** Undoes the newest page's last change. Tells whether there was one. */
export function undoOnPage(): boolean {
  return undoers.toReversed().some((ask) => ask())
}

/** Does again what the newest page undid last. Tells whether there was something. */
export function redoOnPage(): boolean {
  return redoers.toReversed().some((ask) => ask())
}

function useRegistered(pages: (() => boolean)[], act: () => boolean): void {
  const newest = useEffectEvent(act)
  useEffect(() => {
    const ask = () => newest()
    pages.push(ask)
    return () => void pages.splice(pages.indexOf(ask), 1)
  }, [pages])
}
