/** Loss over learning rates, on a logarithmic axis, with the rate that is suggested. */
import { useRef } from 'react'
import type { LearningRateRange } from '../../../compute/spec/learning-rate-range.ts'
import { useWords } from '../../i18n/words.ts'
import { extentOf, linearScale, logScale, padLinear } from '../maths/scale.ts'
import { linearTicks, logTicks } from '../maths/ticks.ts'
import { useSize } from '../use-restyle.ts'
import { ValueGrid } from './value-grid.tsx'
import './range-curve.css'

const edge = { left: 48, right: 12, top: 12, bottom: 40 }
const height = 180

export function RangeCurve({ range: { points, suggestion } }: { readonly range: LearningRateRange }) {
  const { text, format } = useWords()
  const element = useRef<HTMLDivElement>(null)
  const { width } = useSize(element)
  const rates = points.map(({ learningRate }) => learningRate)
  const losses = points.map(({ smoothed }) => smoothed)
  const [low, high] = extentOf(rates, true) ?? [1e-6, 1]
  const [least, most] = padLinear(extentOf(losses) ?? [0, 1])
  const x = logScale([low, high], [edge.left, Math.max(edge.left + 1, width - edge.right)])
  const y = linearScale([least, most], [height - edge.bottom, edge.top])
  const path = points.map(({ learningRate, smoothed }) => `${x.place(learningRate)},${y.place(smoothed)}`).join(' ')
  return (
    <div ref={element} className="range-curve">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={text('wizard.rates.curve')}>
          <ValueGrid
            ticks={linearTicks(least, most, 4)}
            scale={y}
            left={edge.left}
            right={width - edge.right}
            write={(value) => format.number(value)}
          />
          {logTicks(low, high, 7).map((tick) => (
            <text key={tick} x={x.place(tick)} y={height - edge.bottom + 16} textAnchor="middle">
              {format.number(tick)}
            </text>
          ))}
          {suggestion !== null && (
            <line
              className="range-suggestion"
              x1={x.place(suggestion.learningRate)}
              x2={x.place(suggestion.learningRate)}
              y1={edge.top}
              y2={height - edge.bottom}
            />
          )}
          <polyline className="range-line" points={path} />
          <text className="range-name" x={width - edge.right} y={height - 6} textAnchor="end">
            {text('wizard.fields.learningRate')}
          </text>
        </svg>
      )}
    </div>
  )
}
