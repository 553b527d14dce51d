/** The values of the curves at one place: follows the crosshair, and stays, readable and copyable, once pinned. */
import { Copy, X } from 'lucide-react'
import { IconButton } from '../../components/button.tsx'
import { useWords } from '../../i18n/words.ts'
import { type ChartLink, useLinkState } from './chart-link.ts'
import { type Curve, dashes } from './curve.ts'
import { scalesOf } from './line-labels.ts'
import type { PlotFrame } from './plot-frame.ts'
import { readCurves } from './reading.ts'

export interface CurveReadingsProps {
  readonly frame: PlotFrame
  readonly curves: readonly Curve[]
  readonly link: ChartLink
  /** "Epoch 34". */
  readonly titleOf: (x: number) => string
  readonly formatY: (value: number) => string
}

/** With more curves than this they are sorted by value, as no one could follow their order otherwise. */
const fewCurves = 4

export function CurveReadings({ frame, curves, link, titleOf, formatY }: CurveReadingsProps) {
  const { text } = useWords()
  const hover = useLinkState(link, (state) => state.hover)
  const pinned = useLinkState(link, (state) => state.pinned)
  const focused = useLinkState(link, (state) => state.focusedCurve)
  const x = pinned ?? hover
  if (x === null || x < frame.x[0] || x > frame.x[1]) return null
  const readings = readCurves(curves, x)
  if (readings.length > fewCurves) readings.sort((a, b) => b.y - a.y)
  const place = scalesOf(frame).x.place(x)
  const right = place < frame.left + frame.width / 2
  const copy = () => {
    const lines = readings.map(({ curve, y }) => `${curve.label}\t${y}`)
    void navigator.clipboard.writeText([titleOf(x), ...lines].join('\n'))
  }
  return (
    <div
      className={pinned === null ? 'readings' : 'readings readings-pinned'}
      style={right ? { left: place + 12, top: frame.top } : { right: `calc(100% - ${place - 12}px)`, top: frame.top }}
    >
      <div className="readings-head">
        <span>{titleOf(x)}</span>
        {pinned !== null && (
          <span className="readings-actions">
            <IconButton size="small" icon={Copy} label={text('charts.copyValues')} onPress={copy} />
            <IconButton
              size="small"
              icon={X}
              label={text('charts.unpin')}
              onPress={() => link.setState({ pinned: null })}
            />
          </span>
        )}
      </div>
      <table className="readings-table">
        <tbody>
          {readings.map(({ curve, y }) => (
            <tr key={curve.id} className={focused === curve.id ? 'readings-focused' : undefined}>
              <td>
                <CurveKey curve={curve} />
              </td>
              <th scope="row">{curve.label}</th>
              <td className="number">{formatY(y)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A short piece of a curve's line: its colour and its dash. */
export function CurveKey({ curve }: { readonly curve: Pick<Curve, 'tone' | 'dash'> }) {
  return (
    <svg className={`curve-key curve-tone-${curve.tone}`} width={18} height={8} aria-hidden>
      <line x1={0} y1={4} x2={18} y2={4} strokeDasharray={dashes[curve.dash].join(' ')} />
    </svg>
  )
}
