/** Progress of what takes longer than a second: what it is doing, how far it is, how long it will take, and a way out. */
import { ProgressBar } from 'react-aria-components'
import type { JobProgress } from '../../compute/spec/job.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import { Scale } from './scale.tsx'
import './progress.css'

export interface ProgressProps {
  readonly label: string
  /** Null until the first report. */
  readonly progress: JobProgress | null
  readonly cancelling?: boolean
  readonly onCancel?: () => void
}

/** Progress of a job, on a scale. */
export function Progress({ label, progress, cancelling = false, onCancel }: ProgressProps) {
  const { text, format } = useWords()
  const fraction = progress?.fraction ?? null
  const left = progress?.secondsLeft ?? null
  const stage = cancelling
    ? text('common.cancelling')
    : progress === null
      ? text('common.starting')
      : text(`common.stages.${progress.stage}`)
  const share = fraction === null ? null : format.percent(fraction, 0)
  const remaining = left === null ? null : text('common.timeLeft', { time: format.duration(left) })
  const value = [stage, share, remaining].filter((part) => part !== null).join(' · ')
  return (
    <ProgressBar
      className="progress"
      aria-label={label}
      value={(fraction ?? 0) * 100}
      isIndeterminate={fraction === null}
      valueLabel={value}
    >
      <div className="progress-words">
        <span className="progress-label">{label}</span>
        <span className="progress-value">{value}</span>
      </div>
      <div className="progress-line">
        <Scale fraction={fraction} />
        {onCancel && (
          <Button size="small" onPress={onCancel} isDisabled={cancelling}>
            {text('common.cancel')}
          </Button>
        )}
      </div>
    </ProgressBar>
  )
}

/** What stands where an answer is waited for; appears only when it takes longer than a blink. */
export function Waiting({ label }: { readonly label?: string }) {
  const { text } = useWords()
  return (
    <div className="waiting" role="status">
      <Scale fraction={null} />
      <span className="caption muted">{label ?? text('common.loading')}</span>
    </div>
  )
}
