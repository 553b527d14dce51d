/** Which rows and columns of a large table are in sight: pure arithmetic, so that millions of rows scroll like a hundred. */

/** Browsers clip elements beyond about 33 million pixels; a taller table is scrolled in proportion. */
export const tallest = 30_000_000

export interface RowWindow {
  /** First row in sight, and the one after the last. */
  readonly first: number
  readonly end: number
  /** Where the first row is drawn, in pixels from the top of the scrolled area. */
  readonly top: number
}

/** Height of the scrolled area for that many rows. */
export function scrolledHeight(rowCount: number, rowHeight: number): number {
  return Math.min(tallest, rowCount * rowHeight)
}

/** Rows in sight when scrolled to `scrollTop` in a view of `viewHeight`, with `spare` rows on either side. */
export function rowsInSight(
  scrollTop: number,
  viewHeight: number,
  rowCount: number,
  rowHeight: number,
  spare = 8,
): RowWindow {
  const real = rowCount * rowHeight
  const drawn = scrolledHeight(rowCount, rowHeight)
  const scrollable = Math.max(1, drawn - viewHeight)
  const share = Math.min(1, Math.max(0, scrollTop / scrollable))
  // What a pixel of scrolling stands for is more than a pixel of rows where the table is taller than can be drawn.
  const realTop = drawn === real ? Math.max(0, scrollTop) : share * (real - viewHeight)
  const first = Math.max(0, Math.floor(realTop / rowHeight) - spare)
  const end = Math.min(rowCount, Math.ceil((realTop + viewHeight) / rowHeight) + spare)
  return { first, end: Math.max(first, end), top: scrollTop - realTop + first * rowHeight }
}

/** Left edge of each column, and at last their whole width. */
export function columnEdges(widths: readonly number[]): number[] {
  const edges = [0]
  for (const width of widths) edges.push(edges[edges.length - 1]! + width)
  return edges
}

/** Columns in sight: the first, and the one after the last, with `spare` on either side. */
export function columnsInSight(
  edges: readonly number[],
  scrollLeft: number,
  viewWidth: number,
  spare = 2,
): readonly [first: number, end: number] {
  const count = edges.length - 1
  const first = Math.max(0, lastEdgeUpTo(edges, scrollLeft) - spare)
  const end = Math.min(count, lastEdgeUpTo(edges, scrollLeft + viewWidth) + 1 + spare)
  return [first, end]
}

/** Index of the last edge that is not right of `x`, by bisection. */
function lastEdgeUpTo(edges: readonly number[], x: number): number {
  let [low, high] = [0, edges.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (edges[middle]! <= x) low = middle
    else high = middle - 1
  }
  return low
}
