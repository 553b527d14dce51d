/** The numbers of a line chart as a table: every point of every curve, for those who don't look at curves. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { nearestIndex } from '../maths/downsample.ts'
import type { Curve } from './curve.ts'

export interface CurveTableProps {
  readonly label: string
  readonly xName: string
  readonly curves: readonly Curve[]
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
}

const rowHeight = 28

export function CurveTable({ label, xName, curves, formatX, formatY }: CurveTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const places = useMemo(() => placesOf(curves), [curves])
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are used in this component only.
  const rows = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const columns = { gridTemplateColumns: `96px repeat(${curves.length}, minmax(96px, 1fr))` }
  return (
    <div
      ref={scroller}
      className="curve-table"
      role="table"
      aria-label={label}
      aria-rowcount={places.length + 1}
      tabIndex={0}
    >
      <div className="curve-table-row curve-table-head" role="row" aria-rowindex={1} style={columns}>
        <span role="columnheader" className="number">
          {xName}
        </span>
        {curves.map((curve) => (
          <span key={curve.id} role="columnheader" className="number ellipsis">
            {curve.label}
          </span>
        ))}
      </div>
      <div role="rowgroup" className="curve-table-body" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className="curve-table-row"
            role="row"
            aria-rowindex={index + 2}
            style={{ ...columns, transform: `translateY(${start}px)` }}
          >
            <span role="rowheader" className="number">
              {formatX(places[index]!)}
            </span>
            {curves.map((curve) => (
              <span key={curve.id} role="cell" className="number">
                {valueAt(curve, places[index]!, formatY)}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Every place at which any curve has a point, rising. */
function placesOf(curves: readonly Curve[]): number[] {
  const places = curves.flatMap(({ x, length }) => Array.from({ length }, (_, index) => x[index] as number))
  return [...new Set(places)].sort((a, b) => a - b)
}

function valueAt(curve: Curve, place: number, formatY: (value: number) => string): string {
  const index = nearestIndex(curve.x, place, curve.length)
  return index >= 0 && curve.x[index] === place ? formatY(curve.y[index] as number) : ''
}
