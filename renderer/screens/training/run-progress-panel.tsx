/** How far a run is: state, share and time left on a scale, and its figures. */
import { ProgressBar } from 'react-aria-components'
import type { JobProgress } from '../../../compute/spec/job.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { Facts } from '../../components/page.tsx'
import { Scale } from '../../components/scale.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunStatusMark } from '../runs/run-status.tsx'
import type { RunState } from './run-controls.ts'
import { writeSeconds } from './write-seconds.ts'

export interface RunProgressPanelProps {
  readonly run: AnyRunRecord
  readonly state: RunState
  /** How far the data is prepared, where training has not begun. */
  readonly preparing: JobProgress | null
}

export function RunProgressPanel({ run, state, preparing }: RunProgressPanelProps) {
  const { text, format } = useWords()
  const epochs =
    preparing === null
      ? text('training.epochOf', { epoch: state.epoch, total: state.totalEpochs })
      : text('training.preparing')
  const secondsLeft = preparing === null ? state.secondsLeft : preparing.secondsLeft
  const fraction = preparing === null ? state.fraction : (preparing.fraction ?? 0)
  const left =
    secondsLeft === null
      ? run.status === 'running'
        ? text('training.measuringTimeLeft')
        : null
      : text('common.timeLeft', { time: format.duration(secondsLeft) })
  const spoken = [text(`runs.status.${run.status}`), format.percent(fraction, 0), epochs, left]
    .filter((part) => part !== null)
    .join(', ')
  return (
    <div className={`run-progress run-progress-${run.status}`}>
      <ProgressBar aria-label={text('training.progress')} value={fraction * 100} valueLabel={spoken}>
        <div className="run-progress-words">
          <span className="run-progress-status">
            <span className="run-progress-share">{format.percent(fraction, 0)}</span>
            <RunStatusMark status={run.status} />
            <span className="quiet">{epochs}</span>
          </span>
          {left !== null && <span className="run-progress-left quiet">{left}</span>}
        </div>
        <Scale fraction={fraction} />
      </ProgressBar>
      <div className="run-progress-facts">
        <Facts layout="row" facts={useFigures(run, state)} />
      </div>
    </div>
  )
}

function useFigures(run: AnyRunRecord, state: RunState) {
  const { text, format } = useWords()
  const none = '—'
  // Without a validation loss no epoch is the best.
  const judges = run.task !== 'generation' || run.spec.heldBack.validation > 0
  return [
    [text('training.elapsed'), writeSeconds(state.seconds, format)],
    [text('training.speed'), state.stepsPerSecond === null ? none : perSecond('steps', state.stepsPerSecond)],
    [text('training.throughput'), state.rowsPerSecond === null ? none : perSecond('rows', state.rowsPerSecond)],
    ...(judges ? bestSoFar() : []),
  ] as const

  function bestSoFar() {
    const { earlyStopping } = run.spec.training
    return [
      [
        text('training.bestEpoch'),
        state.bestEpoch === null ? none : text('training.epochNumber', { epoch: state.bestEpoch }),
      ],
      [text('training.bestLoss'), state.bestValidationLoss === null ? none : format.number(state.bestValidationLoss)],
      [
        text('training.withoutGain'),
        earlyStopping === null
          ? text('common.off')
          : text('training.sinceBest', {
              epochs: Math.max(0, state.epoch - (state.bestEpoch ?? state.epoch)),
              patience: earlyStopping.patience,
            }),
      ],
    ] as const
  }

  function perSecond(what: 'steps' | 'rows', value: number): string {
    return text(`training.${what}PerSecond`, { value: format.number(value, 3) })
  }
}
