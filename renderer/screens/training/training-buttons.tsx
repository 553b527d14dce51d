/** The commands on a run's training as buttons: pause, go on, stop, more epochs. */
import { Pause, Play, Square } from 'lucide-react'
import { useState } from 'react'
import { invoke } from '../../bridge/invoke.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useWords } from '../../i18n/words.ts'
import type { RunCommand } from './run-controls.ts'

export interface TrainingCommands {
  /** The command that is under way; its state follows by event. */
  readonly pending: RunCommand | null
  readonly error: unknown
  readonly run: (command: Exclude<RunCommand, 'extend'>) => void
  readonly forgetError: () => void
}

const channels = { pause: 'runs.pause', resume: 'runs.resume', stop: 'runs.stop' } as const

/** Sends commands on a run and keeps what went wrong. */
export function useTrainingCommands(id: string): TrainingCommands {
  const [pending, setPending] = useState<RunCommand | null>(null)
  const [error, setError] = useState<unknown>(null)
  return {
    pending,
    error,
    run: (command) => {
      setPending(command)
      invoke(channels[command], { id })
        .catch((reason: unknown) => setError(reason))
        .finally(() => setPending(null))
    },
    forgetError: () => setError(null),
  }
}

export interface TrainingButtonsProps {
  readonly commands: TrainingCommands
  /** In this order, the last one being the main one. */
  readonly offered: readonly RunCommand[]
  /** Whether to go on means to go back to the last checkpoint. */
  readonly fromCheckpoint: boolean
  /** Whether an epoch is known to be the best; else the newest is kept. */
  readonly knowsBest?: boolean
}

export function TrainingButtons({ commands, offered, fromCheckpoint, knowsBest = true }: TrainingButtonsProps) {
  const { text } = useWords()
  const { pending, run, error, forgetError } = commands
  const isDisabled = pending !== null
  return (
    <>
      {offered.includes('stop') && (
        <Button icon={Square} isDisabled={isDisabled} onPress={() => run('stop')}>
          {text(knowsBest ? 'training.stop' : 'generation.stop')}
        </Button>
      )}
      {offered.includes('pause') && (
        <Button icon={Pause} isDisabled={isDisabled} onPress={() => run('pause')}>
          {text('training.pause')}
        </Button>
      )}
      {offered.includes('resume') && (
        <Button variant="primary" icon={Play} isDisabled={isDisabled} onPress={() => run('resume')}>
          {text(fromCheckpoint ? 'training.goOnFromCheckpoint' : 'training.goOn')}
        </Button>
      )}
      <Dialog
        title={text('training.notDone')}
        open={error !== null}
        onClose={forgetError}
        actions={<Button onPress={forgetError}>{text('common.close')}</Button>}
      >
        {error !== null && <ErrorNotice error={error} />}
      </Dialog>
    </>
  )
}
