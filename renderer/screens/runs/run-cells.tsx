/** How each column of the runs table shows a run; total over the columns. */
import type { ReactNode } from 'react'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { metrics } from '../../../compute/spec/evaluation.ts'
import { runAddress } from '../../app/addresses.ts'
import { useRunProgress } from '../../bridge/run-progress.ts'
import type { Words } from '../../i18n/words.ts'
import { writeGain } from '../result/gain-words.ts'
import { gainOf, honestShare } from '../result/scores.ts'
import { runState } from '../training/run-controls.ts'
import { writeSeconds } from '../training/write-seconds.ts'
import type { RunColumnKey } from './run-columns.ts'
import { RunStatusMark } from './run-status.tsx'

type Cell = (run: RunSummary, words: Words) => ReactNode

/** Where there is nothing (yet). */
const nothing = <span className="muted">—</span>

export const runCells = {
  name: (run) => (
    // Not a stop of the Tab key: the table's arrow keys and Enter lead here. The table follows a click on it.
    <a href={`#${runAddress(run.id)}`} tabIndex={-1} className="runs-name" title={run.name}>
      {run.name}
    </a>
  ),
  status: (run, words) => <StatusCell run={run} words={words} />,
  score: (run, words) => (run.score === null ? nothing : <ScoreCell run={run} words={words} />),
  gain: (run, words) => (run.score === null ? nothing : <GainCell run={run} words={words} />),
  dataset: (run) => <span title={run.datasetName}>{run.datasetName}</span>,
  target: (run) => <span title={run.target}>{run.target}</span>,
  model: (run, { text }) => (
    <>
      {text(`runs.familyShort.${run.family}`)} <span className="quiet">{run.architecture}</span>
    </>
  ),
  bestEpoch: (run, { format }) =>
    run.bestEpoch === null ? (
      nothing
    ) : (
      <>
        {format.integer(run.bestEpoch)}
        <span className="muted"> / {format.integer(run.epoch)}</span>
      </>
    ),
  bestLoss: (run, { format }) => (run.bestValidationLoss === null ? nothing : format.number(run.bestValidationLoss)),
  duration: (run, { format }) => (run.seconds === 0 ? nothing : writeSeconds(run.seconds, format)),
  created: (run, { format }) => <span title={format.dateTime(run.createdAt)}>{format.dateTime(run.createdAt)}</span>,
  tags: (run) => (
    <span className="runs-tags" title={run.tags.join(', ')}>
      {run.tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </span>
  ),
  exports: (run, { format }) => (run.exports === 0 ? nothing : format.integer(run.exports)),
  note: (run) => <span title={run.note}>{run.note}</span>,
} as const satisfies Record<RunColumnKey, Cell>

interface CellProps {
  readonly run: RunSummary
  readonly words: Words
}

/** The state; for a run that is training also how far it is. */
function StatusCell({ run, words: { format } }: CellProps) {
  const progress = useRunProgress(run.id)
  const moving = run.status === 'running' || run.status === 'paused'
  return (
    <span className="runs-status">
      <RunStatusMark status={run.status} />
      {moving && <span className="muted">{format.percent(runState(run, progress).fraction, 0)}</span>}
    </span>
  )
}

function ScoreCell({ run, words: { text, format } }: CellProps) {
  if (run.score === null) return null
  const { metric, value, baseline } = run.score
  // Always one decimal, so that the figures of a column line up.
  const write = (score: number) =>
    metrics[metric].percent ? `${format.fixed(honestShare(score) * 100, 1)}%` : format.number(score)
  const title = text('runs.scoreTitle', {
    metric: text(`result.metrics.${metric}.name`),
    value: write(value),
    baseline: write(baseline),
  })
  return (
    <span title={title}>
      {metric === 'rmse' && <span className="muted">RMSE </span>}
      {(metric === 'entityF1' || metric === 'answerF1') && <span className="muted">F1 </span>}
      {metric === 'negativeElbo' && <span className="muted">−ELBO </span>}
      {write(value)}
    </span>
  )
}

function GainCell({ run, words }: CellProps) {
  if (run.score === null) return null
  const { metric, value, baseline } = run.score
  const gain = gainOf(metric, value, baseline)
  return <span className={gain.better ? undefined : 'runs-worse'}>{writeGain(gain, words)}</span>
}
