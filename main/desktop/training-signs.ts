/** What the desktop shows and does while runs train: stays awake, shows progress in the task bar, tells of the end. */
import { Notification, powerSaveBlocker } from 'electron'
import type { BrowserWindow } from 'electron'
import type { RunProgress } from '../../compute/spec/run.ts'
import type { RunSummary } from '../ipc/contract/records.ts'

export interface TrainingSignsOptions {
  readonly window: () => BrowserWindow | null
  readonly text: (key: string, params: Readonly<Record<string, string | number>>) => string
  /** Called when a person clicks on what told of a run's end. */
  readonly onClick: () => void
}

export interface TrainingSigns {
  /** To be called with every progress of a run. */
  progress(progress: RunProgress): void
  /** To be called with every state that a run takes on. */
  status(run: RunSummary): void
  /** To be called when a run came to its end. */
  ended(run: RunSummary): void
}

/** The signs of one window. */
export function createTrainingSigns({ window, text, onClick }: TrainingSignsOptions): TrainingSigns {
  const running = new Set<string>()
  let blocker: number | null = null

  function update(): void {
    if (running.size > 0) {
      blocker ??= powerSaveBlocker.start('prevent-app-suspension')
      return
    }
    if (blocker !== null) powerSaveBlocker.stop(blocker)
    blocker = null
    window()?.setProgressBar(-1)
  }

  return {
    progress({ step, totalSteps }) {
      if (running.size > 0) window()?.setProgressBar(totalSteps === 0 ? 0 : Math.min(step / totalSteps, 1))
    },
    status({ id, status }) {
      if (status === 'running') running.add(id)
      else running.delete(id)
      update()
    },
    ended({ name, status }) {
      const owner = window()
      if (owner?.isFocused() === true || !Notification.isSupported()) return
      if (status !== 'completed' && status !== 'stopped' && status !== 'failed') return
      const notification = new Notification({ title: text(`dialogs.runEnded.${status}`, { name }) })
      notification.on('click', onClick)
      notification.show()
    },
  }
}
