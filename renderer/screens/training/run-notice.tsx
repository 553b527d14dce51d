/** What is to be said about a run that isn't simply training: it waits, rests, was interrupted, or failed. */
import { CirclePause, Clock, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useNavigate } from 'react-router'
import { errorFromData } from '../../../compute/spec/errors.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { wizardAddress } from '../../app/addresses.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useWords } from '../../i18n/words.ts'
import type { RunState } from './run-controls.ts'

export interface RunNoticeProps {
  readonly run: AnyRunRecord
  readonly state: RunState
}

export function RunNotice({ run, state }: RunNoticeProps) {
  const { text } = useWords()
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
        />
      )
    case 'failed':
      return <FailedNotice run={run} />
    case 'running':
    case 'stopped':
    case 'completed':
      return null
  }
}

function FailedNotice({ run }: { readonly run: AnyRunRecord }) {
  const { text } = useWords()
  const navigate = useNavigate()
  const error = errorFromData(run.error ?? { code: 'internal', params: { message: '' } })
  return (
    <ErrorNotice
      error={error}
      actions={
        <Button onPress={() => void navigate(wizardAddress(run.datasetId, run.id))}>
          {text('training.changeSettings')}
        </Button>
      }
    />
  )
}

interface NoticeProps {
  readonly icon: LucideIcon
  readonly attention?: boolean
  readonly title: string
  readonly words: string
}

function Notice({ icon: Icon, attention = false, title, words }: NoticeProps) {
  return (
    <div className={attention ? 'run-notice run-notice-attention' : 'run-notice'} role="status">
      <Icon className="icon" aria-hidden />
      <div>
        <p className="run-notice-title">{title}</p>
        <p>{words}</p>
      </div>
    </div>
  )
}
