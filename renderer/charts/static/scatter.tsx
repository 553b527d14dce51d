/** Predicted against actual values: the nearer to the line, the better. Each point is a row that can be read off. */
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useRef, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { extentOf, type Interval, linearScale, padLinear, type Scale, union } from '../maths/scale.ts'
import { linearTicks } from '../maths/ticks.ts'
import { useSize } from '../use-restyle.ts'
import './scatter.css'

export interface ScatterPoint {
  readonly row: number
  readonly actual: number
  readonly predicted: number
}

export interface ScatterProps {
  readonly points: readonly ScatterPoint[]
  readonly actualName: string
  readonly predictedName: string
  readonly label: string
}

const edge = { left: 56, right: 12, top: 12, bottom: 44 }
const reach = 18
const largest = 520

export function Scatter({ points, actualName, predictedName, label }: ScatterProps) {
  const { text, format } = useWords()
  const element = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const { width } = useSize(element)
  // In the order of the actual values, so that arrow keys walk along the axis.
  const sorted = useMemo(() => [...points].sort((a, b) => a.actual - b.actual), [points])
  const [at, setAt] = useState<number | null>(null)
  const size = Math.min(width, largest)
  const scales = useMemo(() => squareScales(points, size), [points, size])
  const current = at === null ? undefined : sorted[at]

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setAt(nearestPoint(sorted, scales, event.clientX - box.left, event.clientY - box.top))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }
    const step = steps[event.key]
    if (event.key === 'Escape') setAt(null)
    if (event.key === 'Home') setAt(0)
    if (event.key === 'End') setAt(sorted.length - 1)
    if (step === undefined) return
    event.preventDefault()
    const by = event.shiftKey ? step * 10 : step
    setAt(at === null ? 0 : Math.min(sorted.length - 1, Math.max(0, at + by)))
  }
  const describe = (point: ScatterPoint) =>
    text('charts.scatterPoint', {
      row: format.integer(point.row),
      actual: format.number(point.actual),
      predicted: format.number(point.predicted),
      off: signed(point.predicted - point.actual, format.number),
    })

  return (
    <div ref={element} className="scatter">
      {size > 0 && (
        <svg
          width={size}
          height={size}
          role="img"
          tabIndex={0}
          aria-label={label}
          aria-describedby={hintId}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setAt(null)}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(null)}
        >
          <Axes scales={scales} size={size} format={format.number} names={[actualName, predictedName]} />
          <Points points={points} scales={scales} />
          {current !== undefined && (
            <circle
              className="scatter-current"
              r={5}
              cx={scales.x.place(current.actual)}
              cy={scales.y.place(current.predicted)}
            />
          )}
        </svg>
      )}
      <p id={hintId} className="visually-hidden">
        {text('charts.scatterHint')}
      </p>
      <p className="scatter-reading" role="status">
        {current === undefined ? text('charts.scatterRest') : describe(current)}
      </p>
    </div>
  )
}

interface SquareScales {
  readonly x: Scale
  readonly y: Scale
  readonly domain: Interval
}

/** The same domain on both axes, so that the line of perfect predictions is the diagonal. */
function squareScales(points: readonly ScatterPoint[], size: number): SquareScales {
  const actual = extentOf(points.map((point) => point.actual))
  const predicted = extentOf(points.map((point) => point.predicted))
  const domain = padLinear(union(actual, predicted) ?? [0, 1], 0.04)
  return {
    domain,
    x: linearScale(domain, [edge.left, size - edge.right]),
    y: linearScale(domain, [size - edge.bottom, edge.top]),
  }
}

function nearestPoint(points: readonly ScatterPoint[], scales: SquareScales, x: number, y: number): number | null {
  let best: number | null = null
  let least = reach
  points.forEach((point, index) => {
    const distance = Math.hypot(scales.x.place(point.actual) - x, scales.y.place(point.predicted) - y)
    if (distance < least) {
      least = distance
      best = index
    }
  })
  return best
}

function signed(value: number, format: (value: number) => string): string {
  return value > 0 ? `+${format(value)}` : format(value).replace('-', '−')
}

/** Drawn once for each set of points and size, not with each move of the pointer. */
function Points({ points, scales }: { readonly points: readonly ScatterPoint[]; readonly scales: SquareScales }) {
  return useMemo(
    () => (
      <g className={points.length > 500 ? 'scatter-points scatter-many' : 'scatter-points'}>
        {points.map((point) => (
          <circle key={point.row} r={3} cx={scales.x.place(point.actual)} cy={scales.y.place(point.predicted)} />
        ))}
      </g>
    ),
    [points, scales],
  )
}

interface AxesProps {
  readonly scales: SquareScales
  readonly size: number
  readonly format: (value: number) => string
  readonly names: readonly [x: string, y: string]
}

function Axes({ scales, size, format, names }: AxesProps) {
  const { x, y, domain } = scales
  const ticks = linearTicks(domain[0], domain[1], 5)
  const bottom = size - edge.bottom
  return (
    <g className="scatter-axes">
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="scatter-grid" x1={edge.left} x2={size - edge.right} y1={y.place(tick)} y2={y.place(tick)} />
          <line className="scatter-grid" x1={x.place(tick)} x2={x.place(tick)} y1={edge.top} y2={bottom} />
          <text x={edge.left - 8} y={y.place(tick) + 4} textAnchor="end">
            {format(tick)}
          </text>
          <text x={x.place(tick)} y={bottom + 16} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      <line
        className="scatter-ideal"
        x1={x.place(domain[0])}
        y1={y.place(domain[0])}
        x2={x.place(domain[1])}
        y2={y.place(domain[1])}
      />
      <text className="scatter-name" x={size - edge.right} y={size - 8} textAnchor="end">
        {names[0]}
      </text>
      <text className="scatter-name" x={edge.left + 8} y={edge.top + 10} textAnchor="start">
        {names[1]}
      </text>
    </g>
  )
}
