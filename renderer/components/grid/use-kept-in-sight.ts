/** Keeps the row and the column in sight that the keyboard is at. */
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

/** The same of a column, by the columns' edges, right of the row numbers. @param column null for none */
export function useColumnInSight(
  frame: RefObject<HTMLElement | null>,
  column: number | null,
  edges: readonly number[],
  numbersWidth: number,
): void {
  const [left, right] = column === null ? [null, null] : [edges[column] ?? 0, edges[column + 1] ?? 0]
  useEffect(() => {
    const element = frame.current
    if (element === null || left === null) return
    const room = element.clientWidth - numbersWidth
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (right > element.scrollLeft + room) element.scrollLeft = Math.min(left, right - room)
  }, [frame, left, right, numbersWidth])
}
