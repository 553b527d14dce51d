/** The runs of a comparison with their lines; pointing at one brings its curves into focus, in all charts. */
import { X } from 'lucide-react'
import { Link } from 'react-router'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { runAddress } from '../../app/addresses.ts'
import { type ChartLink, useLinkState } from '../../charts/lines/chart-link.ts'
import { CurveKey } from '../../charts/lines/curve-readings.tsx'
import { IconButton } from '../../components/button.tsx'
import { useWords } from '../../i18n/words.ts'
import type { RunTone } from './run-tones.ts'

export interface RunLegendProps {
  readonly runs: readonly AnyRunRecord[]
  readonly tones: ReadonlyMap<string, RunTone>
  readonly link: ChartLink
  readonly onLeaveOut: (id: string) => void
}

export function RunLegend({ runs, tones, link, onLeaveOut }: RunLegendProps) {
  const { text } = useWords()
  const focused = useLinkState(link, (state) => state.focusedCurve)
  return (
    <ul className="run-legend" aria-label={text('runs.legend')}>
      {runs.map((run) => {
        const tone = tones.get(run.id)
        return (
          <li
            key={run.id}
            className={focused === run.id ? 'run-legend-entry run-legend-focused' : 'run-legend-entry'}
            onPointerEnter={() => link.setState({ focusedCurve: run.id })}
            onPointerLeave={() => link.setState({ focusedCurve: null })}
            onFocus={() => link.setState({ focusedCurve: run.id })}
            onBlur={() => link.setState({ focusedCurve: null })}
          >
            {tone !== undefined && <CurveKey curve={tone} />}
            <Link to={runAddress(run.id)} className="ellipsis" title={run.name}>
              {run.name}
            </Link>
            <IconButton
              size="small"
              icon={X}
              label={text('runs.leaveOut', { name: run.name })}
              onPress={() => onLeaveOut(run.id)}
            />
          </li>
        )
      })}
    </ul>
  )
}
