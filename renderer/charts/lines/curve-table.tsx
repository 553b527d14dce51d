/** The numbers of a line chart as a table: every point of every curve, for those who don't look at curves. */
import { useMemo, useState } from 'react'
import { DataGrid } from '../../components/grid/data-grid.tsx'
import { nearestIndex } from '../maths/search.ts'
import type { Curve } from './curve.ts'

export interface CurveTableProps {
  readonly label: string
  readonly xName: string
  readonly curves: readonly Curve[]
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
}

const firstWidth = 128

export function CurveTable({ label, xName, curves, formatX, formatY }: CurveTableProps) {
  const places = useMemo(() => placesOf(curves), [curves])
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map())
  const columns = useMemo(
    () => curves.map(({ id, label: name }) => ({ name: id, label: name, numeric: true })),
    [curves],
  )
  return (
    <DataGrid
      label={label}
      columns={columns}
      rowCount={places.length}
      rowName={(row) => formatX(places[row]!)}
      rowNames={xName}
      cellAt={(row, column) => valueAt(curves[column]!, places[row]!, formatY)}
      widthOf={(column) => widths.get(column) ?? firstWidth}
      onResize={(column, width) => setWidths(new Map(widths).set(column, width))}
    />
  )
}

/** Every place at which any curve has a point, rising. */
function placesOf(curves: readonly Curve[]): number[] {
  const places = curves.flatMap(({ x, length }) => Array.from({ length }, (_, index) => x[index]!))
  return [...new Set(places)].sort((a, b) => a - b)
}

function valueAt(curve: Curve, place: number, formatY: (value: number) => string): string {
  const index = nearestIndex(curve.x, place, curve.length)
  return index >= 0 && curve.x[index] === place ? formatY(curve.y[index]!) : ''
}
