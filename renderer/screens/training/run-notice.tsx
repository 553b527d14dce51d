/** What is to be said about a run that isn't simply training: it waits, rests, was interrupted, or failed. */
import { CirclePause, Clock, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { errorFromData } from '../../../compute/spec/errors.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { wizardAddress } from '../../app/addresses.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useWords } from '../../i18n/words.ts'
import type { RunState } from './run-controls.ts'
import type { TrainingCommands } from './training-buttons.tsx'

export interface RunNoticeProps {
  readonly run: RunRecord
  readonly state: RunState
  readonly commands: TrainingCommands
}

export function RunNotice({ run, state, commands }: RunNoticeProps) {
  const { text } = useWords()
  const goOn = () => commands.run('resume')
  switch (run.status) {
    case 'queued':
      return <Notice icon={Clock} title={text('training.queuedTitle')} words={text('training.queuedText')} />
    case 'paused':
      return (
        <Notice
          icon={CirclePause}
          title={text('training.pausedTitle', { epoch: state.epoch })}
          words={text('training.pausedText')}
        />
      )
    case 'interrupted':
      return (
        <Notice
          icon={TriangleAlert}
          attention
          title={text('training.interruptedTitle', { epoch: state.epoch, total: state.totalEpochs })}
          words={text('training.interruptedText')}
          actions={
            <Button variant="primary" onPress={goOn} isDisabled={commands.pending !== null}>
              {text('training.goOnFromCheckpoint')}
            </Button>
          }
        />
      )
    case 'failed':
      return <FailedNotice run={run} onGoOn={goOn} isDisabled={commands.pending !== null} />
    case 'running':
    case 'stopped':
    case 'completed':
      return null
  }
}

interface FailedNoticeProps {
  readonly run: RunRecord
  readonly onGoOn: () => void
  readonly isDisabled: boolean
}

function FailedNotice({ run, onGoOn, isDisabled }: FailedNoticeProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const error = errorFromData(run.error ?? { code: 'internal', params: { message: '' } })
  return (
    <ErrorNotice
      error={error}
      actions={
        <>
          <Button onPress={() => void navigate(wizardAddress(run.datasetId, run.id))}>
            {text('training.changeSettings')}
          </Button>
          {run.epoch > 0 && (
            <Button onPress={onGoOn} isDisabled={isDisabled}>
              {text('training.goOnFromCheckpoint')}
            </Button>
          )}
        </>
      }
    />
  )
}

interface NoticeProps {
  readonly icon: LucideIcon
  readonly attention?: boolean
  readonly title: string
  readonly words: string
  readonly actions?: ReactNode
}

function Notice({ icon: Icon, attention = false, title, words, actions }: NoticeProps) {
  return (
    <div className={attention ? 'run-notice run-notice-attention' : 'run-notice'} role="status">
      <Icon className="icon" aria-hidden />
      <div>
        <p className="run-notice-title">{title}</p>
        <p>{words}</p>
        {actions !== undefined && <div className="run-notice-actions">{actions}</div>}
      </div>
    </div>
  )
}
