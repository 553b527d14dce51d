/** A column's distribution as a row of bars, small enough for a table's cell: touching for numbers, apart for categories. */
import type { DistributionBar } from '../../compute/spec/dataset.ts'
import type { ColumnKind } from '../../compute/spec/table-dialect.ts'
import './distribution.css'

export interface DistributionProps {
  /** What it shows, in words, for screen readers. */
  readonly label: string
  readonly kind: ColumnKind
  readonly bars: readonly DistributionBar[]
  readonly width?: number
  readonly height?: number
}

/** Bars of a distribution; heights are the counts' shares of the largest. */
export function Distribution({ label, kind, bars, width = 120, height = 24 }: DistributionProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const gap = kind === 'number' || kind === 'date' ? 0.5 : 2
  const step = width / Math.max(bars.length, kind === 'number' || kind === 'date' ? 1 : 4)
  return (
    <svg className="distribution" width={width} height={height} role="img" aria-label={label}>
      {bars.map((bar, index) => {
        const tall = bar.count === 0 ? 0 : Math.max(1, (bar.count / most) * (height - 2))
        return (
          <rect
            key={index}
            className={bar.label === '' ? 'distribution-rest' : 'distribution-bar'}
            x={index * step}
            y={height - 1 - tall}
            width={Math.max(0.5, step - gap)}
            height={tall}
          />
        )
      })}
      <line className="distribution-base" x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
    </svg>
  )
}
