/** The state of a run: its icon and its word. */
import { Check, CirclePause, CircleStop, CircleX, Clock, LoaderCircle, type LucideIcon, Unplug } from 'lucide-react'
import type { RunStatus } from '../../../compute/spec/run.ts'
import { useWords } from '../../i18n/words.ts'
import './run-status.css'

const icons = {
  queued: Clock,
  running: LoaderCircle,
  paused: CirclePause,
  interrupted: Unplug,
  stopped: CircleStop,
  completed: Check,
  failed: CircleX,
} as const satisfies Record<RunStatus, LucideIcon>

/** Icon and word of a state; what wants a person is coloured. */
export function RunStatusMark({ status }: { readonly status: RunStatus }) {
  const { text } = useWords()
  const Icon = icons[status]
  return (
    <span className={`run-status run-status-${status}`}>
      <Icon className="icon" aria-hidden />
      {text(`runs.status.${status}`)}
    </span>
  )
}
