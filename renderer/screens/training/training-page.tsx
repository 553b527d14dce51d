/** The page of a run that is not finished: what can be done with it now, how far it is, and what is trained. */
import type { ReactNode } from 'react'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { useRunPreparing, useRunProgress } from '../../bridge/run-progress.ts'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunPage } from '../runs/run-page.tsx'
import { SettingsList } from '../runs/settings-list.tsx'
import { controlsOf, controlsWhilePreparing, runState } from './run-controls.ts'
import { RunNotice } from './run-notice.tsx'
import { RunProgressPanel } from './run-progress-panel.tsx'
import { RunSubject } from './run-subject.tsx'
import { TrainingButtons, useTrainingCommands } from './training-buttons.tsx'
import './training-screen.css'

export interface TrainingPageProps {
  readonly run: AnyRunRecord
  /** Whether there are figures that tell the best epoch from others. */
  readonly knowsBest?: boolean
  /** What is to be said before anything else, apart from what is said of every run. */
  readonly notice?: ReactNode
  /** How well it learns. */
  readonly children: ReactNode
}

export function TrainingPage({ run, knowsBest, notice, children }: TrainingPageProps) {
  const { text } = useWords()
  const state = runState(run, useRunProgress(run.id))
  const newest = useRunPreparing(run.id)
  const preparing = run.status === 'running' ? newest : null
  const commands = useTrainingCommands(run.id)
  return (
    <RunPage
      run={run}
      summary={<RunSubject run={run} />}
      actions={
        <TrainingButtons
          commands={commands}
          offered={preparing === null ? controlsOf[run.status] : controlsWhilePreparing}
          fromCheckpoint={run.status !== 'paused'}
          {...(knowsBest === undefined ? {} : { knowsBest })}
        />
      }
    >
      <div className="training">
        <RunNotice run={run} state={state} />
        {notice}
        <RunProgressPanel run={run} state={state} preparing={preparing} />
        {children}
        <Section title={text('training.whatIsTrained')}>
          <SettingsList spec={run.spec} />
        </Section>
      </div>
    </RunPage>
  )
}
