/** The model's figure beside the baseline's on one rule: how far apart they are is what the training was for. */
import { linearScale } from '../maths/scale.ts'
import { linearTicks } from '../maths/ticks.ts'
import './compare-bar.css'

export interface CompareBarProps {
  readonly model: number
  readonly baseline: number
  readonly modelName: string
  readonly baselineName: string
  /** Where the rule ends: 1 for shares. Left out: a round number beyond both. */
  readonly end?: number
  readonly format: (value: number) => string
  readonly label: string
}

export function CompareBar({ model, baseline, modelName, baselineName, end, format, label }: CompareBarProps) {
  const most = end ?? Math.max(model, baseline, 0)
  const ticks = linearTicks(0, most === 0 ? 1 : most, 5)
  const scale = linearScale([0, most === 0 ? 1 : most], [0, 100])
  const width = (value: number) => `${Math.min(100, Math.max(0, scale.place(value)))}%`
  return (
    <div className="compare" role="img" aria-label={label}>
      <span className="compare-name">{modelName}</span>
      <span className="compare-track">
        <span className="compare-model" style={{ width: width(model) }} />
      </span>
      <span className="number">{format(model)}</span>
      <span className="compare-name quiet">{baselineName}</span>
      <span className="compare-track">
        <span className="compare-baseline" style={{ width: width(baseline) }} />
      </span>
      <span className="number quiet">{format(baseline)}</span>
      <span className="compare-rule">
        {ticks.map((tick) => (
          <span key={tick} className="compare-tick" style={{ left: width(tick) }}>
            {format(tick)}
          </span>
        ))}
      </span>
    </div>
  )
}
