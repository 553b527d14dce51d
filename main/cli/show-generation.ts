/** Shows a training that is to make pictures to a person, step by step. */
import { encoderBeside } from '../../compute/spec/generation.ts'
import type { Translator } from '../i18n/translator.ts'
import { costParams, showChecks } from './show-recommendation.ts'
import { importText, stageText } from './showing.ts'
import type { Terminal } from './terminal.ts'
import type { GeneratorResult, GeneratorWatcher } from './train-generator.ts'
import { createTrainingProgress, type TrainingProgress } from './training-progress.ts'

const nothing = () => undefined

/** For scripts: nothing but the result is written. */
export const silentGeneratorWatcher: GeneratorWatcher = {
  onImport: nothing,
  onRecommendation: nothing,
  onTraining: nothing,
  onReport: nothing,
}

/** Shows everything on a terminal. `file` is the name of the pictures for people. */
export function createGeneratorShowing(terminal: Terminal, words: Translator, file: string): GeneratorWatcher {
  const { text, say } = words
  let progress: TrainingProgress | null = null
  let seconds = 0
  let epochs = 0
  return {
    onImport: (job) => terminal.status(importText(job, file, words)),
    onRecommendation: (table, { pick, reasons, cost, baseline, runnerUp, checks }) => {
      const under = (key: string, sentence: string) =>
        terminal.paragraph(
          text('cli.recommendation.under', {
            heading: terminal.style(text(`cli.recommendation.${key}`), 'bold'),
            sentence,
          }),
        )
      const nameOf = (choice: typeof pick) => text(`wizard.generation.networks.${choice}`)
      terminal.paragraph(text('cli.generation.pictures', { count: table.profile.rows }))
      under('title', terminal.style(`★ ${nameOf(pick)}`, 'green'))
      for (const reason of reasons) terminal.paragraph(say(reason), '  •')
      under('cost', text('cli.recommendation.costs', costParams(cost)))
      under('baseline', say(baseline))
      const second = { first: nameOf(runnerUp.choice), second: say(runnerUp.when) }
      under('runnerUp', text('cli.recommendation.sentences', second))
      showChecks(terminal, words, checks)
      terminal.line()
      terminal.status(text('cli.steps.preparing'))
    },
    onTraining: (event) => {
      progress ??= createTrainingProgress(terminal, words, 'generation')
      if (event.kind === 'preparing') terminal.status(stageText(text('cli.steps.preparing'), event.progress, words))
      if (event.kind === 'progress') progress.progress(event.progress)
      if (event.kind === 'epochs') {
        progress.epochs(event.epochs)
        const last = event.epochs.at(-1)
        seconds = last?.seconds ?? seconds
        epochs = last?.epoch ?? epochs
      }
    },
    onReport: ({ bound, judged }, outcome) => {
      progress?.end()
      terminal.paragraph(text(`cli.generation.trained.${outcome}`, { epochs, seconds: Number(seconds.toFixed(1)) }))
      if (bound !== null) {
        const { model, baseline } = bound
        const { negativeElbo: value, ...parts } = model
        terminal.paragraph(
          text('generation.boundSentence', { count: judged, value, baseline: baseline.negativeElbo, ...parts }),
        )
      }
      terminal.line()
      terminal.status(text('cli.steps.exporting'))
    },
  }
}

/** Where the model is, what it takes and gives, that it was checked, and where its pictures are. */
export function showGenerator(
  terminal: Terminal,
  { text }: Translator,
  { check, spec, sheet }: GeneratorResult,
  { path, seconds }: { path: string; seconds: number },
): void {
  const { model, image } = spec
  terminal.paragraph(terminal.style(text('cli.exported.file', { path, bytes: check.bytes }), 'bold'))
  terminal.paragraph(text('generation.exportAgrees', { count: check.rows }))
  terminal.paragraph(text('generation.exportLead', { latent: model.latent, ...image }))
  if (spec.label !== null) terminal.paragraph(text('generation.exportClass'))
  if (model.family === 'vae') terminal.paragraph(text('generation.exportEncoder', { file: encoderBeside(path) }))
  terminal.paragraph(text('cli.generation.sheet', { path: sheet }))
  terminal.paragraph(text('cli.took', { seconds: Number(seconds.toFixed(1)) }))
}
