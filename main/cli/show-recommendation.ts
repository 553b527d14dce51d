/** Shows what is recommended, and why. */
import type { Recommendation } from '../../compute/spec/advice.ts'
import type { Notice } from '../../compute/spec/dataset.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import type { Translator } from '../i18n/translator.ts'
import type { Style, Terminal } from './terminal.ts'

/** Marks of the three states of a check. */
const marks = {
  fine: { mark: '✓', style: 'green' },
  mended: { mark: '~', style: 'cyan' },
  'needs-you': { mark: '!', style: 'yellow' },
} as const satisfies Record<Notice['level'], { mark: string; style: Style }>

/** The recommendation: the pick, its reasons, its cost here, what it has to beat, what comes second, checks, columns left out. */
export function showRecommendation(terminal: Terminal, words: Translator, recommendation: Recommendation): void {
  const { text, say } = words
  const { cost, runnerUp } = recommendation
  const heading = (key: string) => terminal.style(text(`cli.recommendation.${key}`), 'bold')
  terminal.line(`${heading('title')} ${terminal.style(`★ ${modelText(recommendation.model, words)}`, 'green')}`)
  for (const reason of recommendation.reasons) terminal.paragraph(say(reason), '  •')
  terminal.paragraph(`${heading('cost')} ${text('cli.recommendation.costs', costParams(cost))}`)
  terminal.paragraph(`${heading('baseline')} ${say(recommendation.baseline)}`)
  terminal.paragraph(`${heading('runnerUp')} ${modelText(runnerUp.model, words)}. ${say(runnerUp.when)}`)
  terminal.line(heading('checks'))
  for (const check of recommendation.checks) showCheck(terminal, words, check)
  if (recommendation.leftOut.length === 0) return
  terminal.line(heading('leftOut'))
  for (const { column, reason } of recommendation.leftOut) terminal.paragraph(`${column}: ${say(reason)}`, '  –')
}

function showCheck(terminal: Terminal, { say }: Translator, { level, column, text }: Notice): void {
  const { mark, style } = marks[level]
  terminal.paragraph((column === null ? '' : `${column}: `) + say(text), `  ${terminal.style(mark, style)}`)
}

function costParams(cost: Recommendation['cost']) {
  return {
    parameters: cost.parameters,
    seconds: cost.trainSeconds,
    memory: cost.memoryMb * 1e6,
    file: cost.fileMb * 1e6,
    prediction: cost.predictionMs,
  }
}

/** A model in a line. */
export function modelText(model: ModelSpec, { text }: Translator): string {
  const layers = model.hidden.join(' · ')
  return text(model.hidden.length === 0 ? 'cli.model.linear' : 'cli.model.mlp', {
    layers,
    activation: text(`cli.activations.${model.activation}`),
    dropout: model.dropout,
  })
}
