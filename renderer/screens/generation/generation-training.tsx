/** A run that makes pictures and is not finished: how far it is, what it makes by now, and how its networks learn. */
import { Link } from 'react-router'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { useRunPreparing, useRunProgress } from '../../bridge/run-progress.ts'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunName } from '../runs/run-name.tsx'
import { SettingsList } from '../runs/settings-list.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { controlsOf, controlsWhilePreparing, runState } from '../training/run-controls.ts'
import { RunNotice } from '../training/run-notice.tsx'
import { RunProgressPanel } from '../training/run-progress-panel.tsx'
import { TrainingButtons, useTrainingCommands } from '../training/training-buttons.tsx'
import { RunSubject } from '../training/training-screen.tsx'
import { EpochSamples } from './epoch-samples.tsx'
import { LossCharts } from './loss-charts.tsx'

export function GenerationTraining({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  const actions = useRunActions()
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
          knowsBest={run.spec.heldBack.validation > 0}
        />
      }
    >
      <div className="training">
        <RunNotice run={run} state={state} />
        <RunProgressPanel run={run} state={state} preparing={preparing} />
        <Section title={text('generation.samples')} lead={text('generation.samplesLead')}>
          <EpochSamples run={run} />
        </Section>
        <Section title={text('training.curves')}>
          <LossCharts run={run} />
        </Section>
        <Section title={text('training.whatIsTrained')}>
          <SettingsList spec={run.spec} />
        </Section>
      </div>
    </Page>
  )
}
