/** Shows what is recommended, and why. */
import type { Recommendation } from '../../compute/spec/advice.ts'
import type { Finding } from '../../compute/spec/health.ts'
import type { SeenFile } from '../../compute/spec/image-model.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import type { Translator } from '../i18n/translator.ts'
import type { Style, Terminal } from './terminal.ts'

/** Marks of the three states of a check. */
const marks = {
  fine: { mark: '✓', style: 'green' },
  mended: { mark: '~', style: 'cyan' },
  'needs-you': { mark: '!', style: 'yellow' },
} as const satisfies Record<Finding['level'], { mark: string; style: Style }>

/** The recommendation: the pick, its reasons, its cost here, what it has to beat, what comes second, checks, columns left out. */
export function showRecommendation(terminal: Terminal, words: Translator, recommendation: Recommendation): void {
  const { text, say } = words
  const { cost, runnerUp } = recommendation
  const heading = (key: string) => terminal.style(text(`cli.recommendation.${key}`), 'bold')
  const under = (key: string, sentence: string) =>
    terminal.paragraph(text('cli.recommendation.under', { heading: heading(key), sentence }))
  under('title', terminal.style(`★ ${modelText(recommendation.model, words)}`, 'green'))
  for (const reason of recommendation.reasons) terminal.paragraph(say(reason), '  •')
  under('cost', text('cli.recommendation.costs', costParams(cost)))
  under('baseline', say(recommendation.baseline))
  under(
    'runnerUp',
    text('cli.recommendation.sentences', { first: modelText(runnerUp.model, words), second: say(runnerUp.when) }),
  )
  showChecks(terminal, words, recommendation.checks)
  if (recommendation.leftOut.length === 0) return
  terminal.line(heading('leftOut'))
  for (const { column, reason } of recommendation.leftOut)
    terminal.paragraph(ofColumn(column, say(reason), words), '  –')
}

/** What is to be said of the data, under a heading. */
export function showChecks(terminal: Terminal, words: Translator, checks: readonly Finding[]): void {
  terminal.line(terminal.style(words.text('cli.recommendation.checks'), 'bold'))
  for (const check of checks) showCheck(terminal, words, check)
}

function showCheck(terminal: Terminal, words: Translator, { level, column, text }: Finding): void {
  const { mark, style } = marks[level]
  const sentence = column === null ? words.say(text) : ofColumn(column, words.say(text), words)
  terminal.paragraph(sentence, `  ${terminal.style(mark, style)}`)
}

/** What is said of a column, under its name. */
function ofColumn(column: string, sentence: string, { text }: Translator): string {
  return text('cli.recommendation.ofColumn', { column, sentence })
}

/** A cost as its sentence takes it. */
export function costParams(cost: Recommendation['cost']) {
  return {
    parameters: cost.parameters,
    seconds: Math.max(1, Math.ceil(cost.trainSeconds)),
    memory: cost.memoryMb * 1e6,
    file: cost.fileMb * 1e6,
    prediction: cost.predictionMs,
  }
}

const cellNames = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' } as const

/** The channels and the size with which a network sees a file. */
const seenText = ({ design, image }: SeenFile) => ({
  channels: design.kind === 'article' ? '32 · 64' : design.channels.join(' · '),
  size: `${image.height} × ${image.width}`,
})

/** A model in a line. */
export function modelText(model: ModelSpec, { text }: Translator): string {
  switch (model.family) {
    case 'mlp': {
      const { hidden, activation, dropout } = model
      const key = hidden.length === 0 ? 'linear' : dropout === 0 ? 'mlp' : 'mlpWithDropout'
      const layers = hidden.join(' · ')
      return text(`cli.model.${key}`, { layers, activation: text(`cli.activations.${activation}`), dropout })
    }
    case 'cnn': {
      const { design, sound } = model
      const network = text(`cli.model.cnn.${design.kind}`, seenText(model))
      if (sound === undefined) return network
      return text('cli.model.cnn.sound', { model: network, seconds: sound.seconds, rate: sound.sampleRate })
    }
    case 'fusion': {
      const { hidden, joint } = model
      const widths = { hidden: hidden.join(' · ') || '–', joint: joint.join(' · ') || '–' }
      return text('cli.model.fusion', { ...seenText(model), ...widths })
    }
    case 'rnn':
    case 'lstm': {
      const { layers, hidden, bidirectional } = model
      const cell = cellNames[model.family === 'rnn' ? 'rnn' : model.cell]
      return text(`cli.model.${bidirectional ? 'bidirectional' : 'recurrent'}`, { cell, layers, width: hidden })
    }
    case 'transformer':
    case 'bert':
      return text(`cli.model.${model.family}`, { layers: model.layers, width: model.width })
  }
}
