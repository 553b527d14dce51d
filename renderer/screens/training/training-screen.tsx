/** A run that is not finished: how far it is, how well it learns, and what can be done with it now. */
import { networkName } from '../../../compute/spec/model.ts'
import type { AnyRunRecord, RunRecord } from '../../../main/ipc/contract/records.ts'
import { Link } from 'react-router'
import { datasetAddress } from '../../app/addresses.ts'
import { useRunPreparing, useRunProgress } from '../../bridge/run-progress.ts'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunName } from '../runs/run-name.tsx'
import { SettingsList } from '../runs/settings-list.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { RunCharts } from './run-charts.tsx'
import { controlsOf, controlsWhilePreparing, runState } from './run-controls.ts'
import { useRunCurves } from './run-curve-feed.ts'
import { DeviceNotice } from './device-notice.tsx'
import { RunNotice } from './run-notice.tsx'
import { RunProgressPanel } from './run-progress-panel.tsx'
import { TrainingButtons, useTrainingCommands } from './training-buttons.tsx'
import './training-screen.css'

export function TrainingScreen({ run }: { readonly run: RunRecord }) {
  const { text } = useWords()
  const actions = useRunActions()
  const snapshot = useRunCurves(run.id)
  const state = runState(run, useRunProgress(run.id))
  const newest = useRunPreparing(run.id)
  const preparing = run.status === 'running' ? newest : null
  const commands = useTrainingCommands(run.id)
  return (
    <Page
      title={<RunName run={run} onRename={(name) => void actions.rename(run, name)} />}
      name={run.name}
      trail={<Link to="/runs">{text('shell.runs')}</Link>}
      summary={<RunSubject run={run} />}
      actions={
        <TrainingButtons
          commands={commands}
          offered={preparing === null ? controlsOf[run.status] : controlsWhilePreparing}
          fromCheckpoint={run.status !== 'paused'}
        />
      }
    >
      <div className="training">
        <RunNotice run={run} state={state} />
        <DeviceNotice run={run} />
        <RunProgressPanel run={run} state={state} preparing={preparing} />
        <Section title={text('training.curves')}>
          <RunCharts name={run.name} task={run.task} snapshot={snapshot} />
        </Section>
        <Section title={text('training.whatIsTrained')}>
          <SettingsList spec={run.spec} />
        </Section>
      </div>
    </Page>
  )
}

/** "MLP 64 · 32 learns species from penguins", with the way to the data. */
export function RunSubject({ run }: { readonly run: AnyRunRecord }) {
  const { text, format } = useWords()
  const columns = run.task === 'generation' ? 0 : run.spec.features.length
  return (
    <span className="run-subject">
      <span>{text(`runs.family.${networkName(run.spec.model)}`)}</span>
      {run.architecture !== '' && <span>{run.architecture}</span>}
      <span>
        {run.task === 'generation'
          ? text(run.spec.label === null ? 'generation.learns' : 'generation.learnsOf', { label: run.spec.label ?? '' })
          : text('training.learns', { target: run.target, count: columns, columns: format.integer(columns) })}
      </span>
      <Link to={datasetAddress(run.datasetId)}>{run.datasetName}</Link>
    </span>
  )
}
