/** Runs that are training or paused, in the sidebar: one sees from everywhere how far they are. */
import { NavLink } from 'react-router'
import type { RunSummary } from '../../main/ipc/contract/records.ts'
import { useRequest } from '../bridge/hooks.ts'
import { useRunProgress } from '../bridge/run-progress.ts'
import { Scale } from '../components/scale.tsx'
import { useWords } from '../i18n/words.ts'
import { runAddress } from './addresses.ts'

/** Links to the runs in progress, each with its scale. */
export function LiveRuns() {
  const runs = useRequest('runs.list', {}).data ?? []
  const live = runs.filter(({ status }) => status === 'running' || status === 'paused' || status === 'queued')
  if (live.length === 0) return null
  return (
    <ul className="sidebar-children">
      {live.map((run) => (
        <li key={run.id}>
          <LiveRun run={run} />
        </li>
      ))}
    </ul>
  )
}

function LiveRun({ run }: { readonly run: RunSummary }) {
  const { format } = useWords()
  const progress = useRunProgress(run.id)
  const fraction = progress === null ? run.epoch / run.totalEpochs : progress.step / progress.totalSteps
  return (
    <NavLink to={runAddress(run.id)} className="sidebar-child sidebar-run">
      <span className="sidebar-run-words">
        <span className="ellipsis">{run.name}</span>
        <span>{format.percent(fraction, 0)}</span>
      </span>
      <Scale fraction={fraction} />
    </NavLink>
  )
}
