/** How the curves of a page are drawn: smoothing, log scale, and what x is. Remembered in the settings. */
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { Select } from '../../components/select.tsx'
import { Switch } from '../../components/toggle.tsx'
import { useWords } from '../../i18n/words.ts'
import './curve-controls.css'

/** What the x axis counts. */
export const xKinds = ['epoch', 'step', 'time'] as const
export type XKind = (typeof xKinds)[number]

export interface CurveControlsProps {
  readonly smoothing: number
  readonly logScale: boolean
  readonly x: XKind
  readonly onSmoothing: (weight: number) => void
  readonly onLogScale: (on: boolean) => void
  readonly onX: (x: XKind) => void
}

const strongest = 0.98

export function CurveControls({ smoothing, logScale, x, onSmoothing, onLogScale, onX }: CurveControlsProps) {
  const { text, format } = useWords()
  return (
    <div className="curve-controls">
      <Slider
        className="smoothing"
        value={smoothing}
        minValue={0}
        maxValue={strongest}
        step={0.01}
        formatOptions={{ minimumFractionDigits: 2 }}
        onChange={onSmoothing}
      >
        <Label className="curve-controls-label">{text('charts.smoothing')}</Label>
        <SliderTrack className="smoothing-track">
          <SliderThumb className="smoothing-thumb" />
        </SliderTrack>
        <SliderOutput className="smoothing-value">
          {smoothing === 0 ? text('charts.noSmoothing') : format.fixed(smoothing, 2)}
        </SliderOutput>
      </Slider>
      <Switch isSelected={logScale} onChange={onLogScale}>
        {text('charts.logScale')}
      </Switch>
      <Select
        size="small"
        label={text('charts.xAxis')}
        labelHidden
        options={xKinds.map((kind) => ({ value: kind, label: text(`charts.x.${kind}.over`) }))}
        value={x}
        onChange={onX}
      />
    </div>
  )
}
