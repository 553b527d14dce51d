/** Who can undo: a page that keeps a history registers itself, and the Undo command asks the newest one first. */
import { useEffect, useEffectEvent } from 'react'

const pages: (() => boolean)[] = []

/** Registers a page's undo as long as it is there. `undo` tells whether there was something to take back. */
export function usePageUndo(undo: () => boolean): void {
  const newest = useEffectEvent(undo)
  useEffect(() => {
    const ask = () => newest()
    pages.push(ask)
    return () => void pages.splice(pages.indexOf(ask), 1)
  }, [])
}

/** Undoes the newest page's last change. Tells whether there was one. */
export function undoOnPage(): boolean {
  return pages.toReversed().some((ask) => ask())
}
