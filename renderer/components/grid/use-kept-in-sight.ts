/** Keeps the row in sight that the keyboard is at. */
import { type RefObject, useEffect } from 'react'

/** Scrolls so that a row, of rows of some height, is in sight below the header. @param row null for none */
export function useKeptInSight(
  frame: RefObject<HTMLElement | null>,
  row: number | null,
  rowHeight: number,
  headHeight: number,
): void {
  useEffect(() => {
    const element = frame.current
    if (element === null || row === null) return
    const top = row * rowHeight
    const bottom = top + rowHeight + headHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
  }, [frame, row, rowHeight, headHeight])
}
