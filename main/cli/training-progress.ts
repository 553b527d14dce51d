/** Shows a training as it goes: redrawn where a person looks, sparse lines elsewhere. */
import type { EpochMetrics, RunProgress } from '../../compute/spec/run.ts'
import type { RunTask } from '../../compute/spec/generation.ts'
import type { Translator } from '../i18n/translator.ts'
import type { Terminal } from './terminal.ts'

const barWidth = 24
/** Seconds between two lines where nothing can be redrawn. */
const sparse = 5

export interface TrainingProgress {
  progress(progress: RunProgress): void
  epochs(epochs: readonly EpochMetrics[]): void
  end(): void
}

export function createTrainingProgress(terminal: Terminal, words: Translator, task: RunTask): TrainingProgress {
  let newest: EpochMetrics | null = null
  let lastLine = -Infinity
  let printed = -1

  const draw = (progress: RunProgress) => {
    const { formats, text } = words
    const share = progress.totalSteps === 0 ? 0 : progress.step / progress.totalSteps
    const filled = Math.round(share * barWidth)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
    const left = progress.secondsLeft === null ? '' : text('cli.progress.left', { seconds: progress.secondsLeft })
    const parts = [
      `${bar} ${formats.percent(share, 0)}`,
      text('cli.progress.epoch', {
        epoch: Math.min(progress.epoch + 1, progress.totalEpochs),
        total: progress.totalEpochs,
      }),
      text('cli.progress.loss', { loss: progress.loss }),
      newest === null ? '' : validationText(newest, task, words),
      left,
    ]
    return parts.filter((part) => part !== '').join('  ')
  }

  return {
    progress: (progress) => {
      if (terminal.isInteractive) {
        terminal.status(draw(progress))
      } else if (performance.now() - lastLine > sparse * 1000 && progress.step !== printed) {
        terminal.line(draw(progress))
        lastLine = performance.now()
        printed = progress.step
      }
    },
    epochs: (epochs) => {
      newest = epochs.at(-1) ?? newest
    },
    end: () => terminal.clearStatus(),
  }
}

function validationText(newest: EpochMetrics, task: RunTask, { text, formats }: Translator): string {
  // Not every family has a loss on pictures that it has not learned from.
  if (Number.isNaN(newest.validationLoss)) return ''
  const score =
    task === 'classification' ? formats.percent(newest.validationScore) : formats.number(newest.validationScore, 3)
  return text(`cli.progress.validation.${task}`, { loss: newest.validationLoss, score })
}
