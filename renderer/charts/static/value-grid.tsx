/** The lines of a vertical axis across a drawing, each with its value at the left. */
import type { Scale } from '../maths/scale.ts'
import './value-grid.css'

export interface ValueGridProps {
  readonly ticks: readonly number[]
  readonly scale: Scale
  readonly left: number
  readonly right: number
  readonly write: (value: number) => string
}

export function ValueGrid({ ticks, scale, left, right, write }: ValueGridProps) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line className="value-grid" x1={left} x2={right} y1={scale.place(tick)} y2={scale.place(tick)} />
      <text x={left - 8} y={scale.place(tick) + 4} textAnchor="end">
        {write(tick)}
      </text>
    </g>
  ))
}
