/** A histogram with an axis; 0 is marked, so that errors to either side can be told apart. */
import { useRef } from 'react'
import { useWords } from '../../i18n/words.ts'
import type { HistogramBin } from '../maths/histogram.ts'
import { linearScale } from '../maths/scale.ts'
import { linearTicks } from '../maths/ticks.ts'
import { useSize } from '../use-restyle.ts'
import { ValueGrid } from './value-grid.tsx'
import './histogram-bars.css'

export interface HistogramBarsProps {
  readonly bins: readonly HistogramBin[]
  readonly name: string
  readonly label: string
  readonly height?: number
}

const edge = { left: 44, right: 12, top: 8, bottom: 44 }

export function HistogramBars({ bins, name, label, height = 240 }: HistogramBarsProps) {
  const { text, format } = useWords()
  const element = useRef<HTMLDivElement>(null)
  const { width } = useSize(element)
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const from = bins[0]?.from ?? 0
  const to = bins.at(-1)?.to ?? 1
  const x = linearScale([from, to], [edge.left, Math.max(edge.left + 1, width - edge.right)])
  const y = linearScale([0, most], [height - edge.bottom, edge.top])
  return (
    <div ref={element} className="histogram">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <ValueGrid
            ticks={linearTicks(0, most, 4)}
            scale={y}
            left={edge.left}
            right={width - edge.right}
            write={format.integer}
          />
          {bins.map((bin) => (
            <rect
              key={bin.from}
              className="histogram-bar"
              x={x.place(bin.from)}
              width={Math.max(1, x.place(bin.to) - x.place(bin.from) - 0.5)}
              y={y.place(bin.count)}
              height={Math.max(0, y.place(0) - y.place(bin.count))}
            >
              <title>
                {text('charts.bin', { from: format.number(bin.from), to: format.number(bin.to), count: bin.count })}
              </title>
            </rect>
          ))}
          {linearTicks(from, to, 5).map((tick) => (
            <text key={tick} x={x.place(tick)} y={height - edge.bottom + 16} textAnchor="middle">
              {format.number(tick)}
            </text>
          ))}
          {from < 0 && to > 0 && (
            <line className="histogram-zero" x1={x.place(0)} x2={x.place(0)} y1={edge.top} y2={height - edge.bottom} />
          )}
          <text className="histogram-name" x={width - edge.right} y={height - 8} textAnchor="end">
            {name}
          </text>
        </svg>
      )}
    </div>
  )
}
