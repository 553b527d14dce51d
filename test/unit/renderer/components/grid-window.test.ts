/** Which rows and columns of a grid are drawn. */
import { describe, expect, it } from 'vitest'
import {
  columnEdges,
  columnsInSight,
  rowsInSight,
  scrolledHeight,
  tallest,
} from '../../../../renderer/components/grid/window.ts'

describe('rows in sight', () => {
  it('begin at the top with as many as fit and some to spare', () => {
    expect(rowsInSight(0, 560, 1000, 28, 4)).toEqual({ first: 0, end: 24, top: 0 })
  })

  it('are all where there are few', () => {
    expect(rowsInSight(0, 560, 3, 28)).toEqual({ first: 0, end: 3, top: 0 })
  })

  it('stand where they belong when scrolled', () => {
    expect(rowsInSight(2800, 280, 1000, 28, 0)).toEqual({ first: 100, end: 110, top: 2800 })
  })

  it('end with the last row at the very bottom of a table that is taller than can be drawn', () => {
    const [rows, view] = [5_000_000, 560]
    const bottom = scrolledHeight(rows, 28) - view
    const { end, first, top } = rowsInSight(bottom, view, rows, 28, 0)
    expect(end).toBe(rows)
    expect(top + (end - first) * 28).toBeCloseTo(tallest, -1)
  })

  it('include the middle row halfway down such a table', () => {
    const rows = 5_000_000
    const { first, end } = rowsInSight((tallest - 560) / 2, 560, rows, 28, 0)
    expect(first).toBeLessThanOrEqual(rows / 2)
    expect(end).toBeGreaterThanOrEqual(rows / 2)
  })

  it('are none in an empty table', () => {
    expect(rowsInSight(0, 560, 0, 28)).toEqual({ first: 0, end: 0, top: 0 })
  })
})

describe('columns in sight', () => {
  const edges = columnEdges([100, 200, 50, 150])

  it('are parted by the sums of their widths', () => {
    expect(edges).toEqual([0, 100, 300, 350, 500])
  })

  it('are those that the view touches', () => {
    expect(columnsInSight(edges, 0, 120, 0)).toEqual([0, 2])
    expect(columnsInSight(edges, 310, 20, 0)).toEqual([2, 3])
  })

  it('never go beyond the last', () => {
    expect(columnsInSight(edges, 400, 1000)).toEqual([1, 4])
  })

  it('of thousands are only a few', () => {
    const many = columnEdges(Array<number>(10_000).fill(100))
    expect(columnsInSight(many, 500_000, 800, 0)).toEqual([5000, 5009])
  })
})
