/** Shows a training to a person, step by step. */
import { outputNames } from '../../compute/export/export-graph.ts'
import { answeringBeside } from '../../compute/spec/answering-file.ts'
import type { JobProgress } from '../../compute/spec/job.ts'
import type { Translator } from '../i18n/translator.ts'
import { showProfile } from './show-profile.ts'
import { showRecommendation } from './show-recommendation.ts'
import { showReport } from './show-report.ts'
import type { Terminal } from './terminal.ts'
import type { TrainResult, TrainWatcher } from './train-table.ts'
import { createTrainingProgress, type TrainingProgress } from './training-progress.ts'

const nothing = () => undefined

/** For scripts: nothing but the result is written. */
export const silentWatcher: TrainWatcher = {
  onImport: nothing,
  onTable: nothing,
  onRecommendation: nothing,
  onPreparing: nothing,
  onPrepared: nothing,
  onDevice: nothing,
  onProgress: nothing,
  onEpochs: nothing,
  onTrained: nothing,
  onReport: nothing,
}

/** Shows everything on a terminal. `file` is the table's name for people. */
export function createShowing(terminal: Terminal, words: Translator, file: string): TrainWatcher {
  const { text, say } = words
  let progress: TrainingProgress | null = null
  return {
    onImport: (job) => terminal.status(importText(job, file, words)),
    onTable: (table, suggested, answers) => {
      showProfile(terminal, words, table.profile, answers.target)
      terminal.paragraph(say(suggested.reasons.target))
      terminal.paragraph(say(suggested.reasons.task))
      terminal.line()
      terminal.status(text('cli.steps.measuring'))
    },
    onRecommendation: (recommendation) => {
      showRecommendation(terminal, words, recommendation)
      terminal.line()
      terminal.status(text('cli.steps.preparing'))
    },
    onPreparing: (job) => terminal.status(stageText(text('cli.steps.preparing'), job, words)),
    onPrepared: ({ table }, { training, task, window }) => {
      const { train, validation } = table.split
      const params = { train: train.length, validation: validation.length, inputs: table.inputs, seed: training.seed }
      terminal.paragraph(text(window === undefined ? 'cli.steps.training' : 'cli.steps.trainingWindows', params))
      progress = createTrainingProgress(terminal, words, task)
    },
    onDevice: ({ fallback }) => {
      if (fallback === null) return
      const { asked, reason, detail } = fallback
      const params = { device: text(`common.devices.${asked}`), difference: detail }
      terminal.paragraph(terminal.style(text(`common.deviceFallbacks.${reason}`, params), 'yellow'))
      if (reason === 'not-started') terminal.paragraph(detail)
    },
    onProgress: (state) => progress?.progress(state),
    onEpochs: (epochs) => progress?.epochs(epochs),
    onTrained: ({ outcome, lastEpoch, bestEpoch }, seconds) => {
      progress?.end()
      const params = { epochs: lastEpoch, best: bestEpoch, seconds: Number(seconds.toFixed(1)) }
      terminal.paragraph(text(`cli.trained.${outcome}`, params))
      terminal.line()
    },
    onReport: (report) => {
      showReport(terminal, words, report)
      terminal.line()
      terminal.status(text('cli.steps.exporting'))
    },
  }
}

/** What is said while files are read. */
export function importText(job: JobProgress, file: string, words: Translator): string {
  const { text } = words
  return stageText([text('cli.steps.reading', { file }), text(`common.stages.${job.stage}`)].join('  '), job, words)
}

/** What is being done, how far it is and how long it will take. */
export function stageText(what: string, { fraction, secondsLeft }: JobProgress, { text, formats }: Translator): string {
  const parts = [
    what,
    fraction === null ? '' : formats.percent(fraction, 0),
    secondsLeft === null ? '' : text('cli.progress.left', { seconds: secondsLeft }),
  ]
  return parts.filter((part) => part !== '').join('  ')
}

/** Where the model is, what it takes and gives, and that it was checked; for a demo its folder in the last line. */
export function showExport(
  terminal: Terminal,
  { text }: Translator,
  { check, prepared }: TrainResult,
  { path, folder, seconds }: { path: string; folder: string | null; seconds: number },
): void {
  const names = outputNames(prepared.fitted)
  const columns = prepared.fitted.features.map(({ column }) => column).join(', ')
  terminal.paragraph(terminal.style(text('cli.exported.file', { path, bytes: check.bytes }), 'bold'))
  terminal.paragraph(text('cli.exported.check', { rows: check.rows, difference: check.largestDifference }))
  const { window } = prepared.fitted
  const { script, readme } = answeringBeside(path)
  terminal.paragraph(
    names.task === 'answering'
      ? text('cli.exported.pair', { script, readme })
      : window === undefined
        ? text('cli.exported.inputs', { columns })
        : text(window.known === undefined ? 'cli.exported.windows' : 'cli.exported.windowsKnown', {
            ...{ columns, history: window.history, horizon: window.horizon },
            known: (window.known ?? []).join(', '),
          }),
  )
  terminal.paragraph(text(`cli.exported.outputs.${names.task}`, { ...names }))
  terminal.paragraph(text('cli.took', { seconds: Number(seconds.toFixed(1)) }))
  if (folder !== null) terminal.paragraph(text('cli.exported.folder', { path: folder }))
}
