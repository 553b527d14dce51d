/** A model's settings in words. A setting that a family doesn't have is null there. */
import type { CnnDesign } from '../../../compute/spec/image-model.ts'
import { type ModelSpec, seesFiles } from '../../../compute/spec/model.ts'
import type { Sound } from '../../../compute/spec/sound.ts'
import type { Words } from '../../i18n/words.ts'

type Say = Pick<Words, 'text' | 'format'>
type Write = (model: ModelSpec, say: Say) => string | null

const has = <Field extends string>(model: ModelSpec, field: Field) =>
  field in model ? (model as Extract<ModelSpec, Readonly<Record<Field, unknown>>>) : null

/** The design of a convolutional network that has settings of its own; null for others. */
function freeDesign(model: ModelSpec): Exclude<CnnDesign, { kind: 'article' }> | null {
  return model.family === 'cnn' && model.design.kind !== 'article' ? model.design : null
}

/** Widths of dense layers. */
const writeWidths = (widths: readonly number[], { text, format }: Say) =>
  widths.length === 0 ? text('common.none') : widths.map(format.integer).join(' · ')

/** What a network hears, and as what it sees it. */
function writeSound({ seconds, sampleRate, bands, coefficients }: Sound, { text, format }: Say): string {
  const heard = {
    seconds: format.number(seconds, 3),
    rate: format.number(sampleRate / 1000, 4),
    bands: format.integer(bands),
  }
  return coefficients === null
    ? text('runs.values.sound.bands', heard)
    : text('runs.values.sound.cepstrum', { ...heard, coefficients: format.integer(coefficients) })
}

/** What a model of images or sequences reads. */
const writeInput: Write = (model, { text, format }) => {
  if (seesFiles(model)) {
    if (model.sound !== undefined) return writeSound(model.sound, { text, format })
    const { channels, height, width } = model.image
    return text('runs.values.image', { size: [channels, height, width].map(format.integer).join(' × ') })
  }
  const [sequence, tokens] = [has(model, 'sequence')?.sequence ?? null, has(model, 'tokens')?.tokens ?? null]
  if (sequence !== null)
    return text('runs.values.sequence', {
      steps: format.integer(sequence.steps),
      features: format.integer(sequence.features),
    })
  return tokens === null
    ? null
    : text('runs.values.tokens', {
        length: format.integer(tokens.length),
        vocabulary: format.integer(tokens.vocabulary),
      })
}

/** The layers of a convolutional network. */
function writeDesign(design: CnnDesign, { text, format }: Say): string {
  if (design.kind === 'article') return text('runs.values.cnn.article')
  const channels = design.channels.map(format.integer).join(' · ')
  if (design.kind === 'residual')
    return text('runs.values.cnn.residual', { channels, blocks: format.integer(design.blocks) })
  const hidden = writeWidths(design.hidden, { text, format })
  return text(`runs.values.cnn.plain.${design.pooling}`, {
    channels,
    convolutions: format.integer(design.convolutions),
    hidden,
  })
}

/** Widths of the layers. */
const writeHidden: Write = (model, { text, format }) => {
  if (model.family === 'mlp')
    return model.hidden.length === 0 ? text('runs.values.noHidden') : model.hidden.map(format.integer).join(' · ')
  if (model.family === 'cnn') return writeDesign(model.design, { text, format })
  if (model.family === 'fusion')
    return text('runs.values.fusion', {
      design: writeDesign(model.design, { text, format }),
      vector: format.integer(model.vector),
      hidden: writeWidths(model.hidden, { text, format }),
      joint: writeWidths(model.joint, { text, format }),
    })
  if (model.family === 'transformer' || model.family === 'bert')
    return text('runs.values.encoderLayers', {
      layers: format.integer(model.layers),
      width: format.integer(model.width),
      heads: format.integer(model.heads),
      feedForward: format.integer(model.feedForward),
    })
  const cell = model.family === 'rnn' ? 'RNN' : model.cell.toUpperCase()
  const settings = { cell, layers: format.integer(model.layers), hidden: format.integer(model.hidden) }
  return text(model.bidirectional ? 'runs.values.bidirectionalLayers' : 'runs.values.recurrentLayers', settings)
}

/** Every setting of a model, in the order in which it is shown. */
export const modelSettings = {
  input: writeInput,
  hidden: writeHidden,
  activation: (model, { text }) => {
    const activated = freeDesign(model) ?? has(model, 'activation')
    return activated === null ? null : text(`runs.values.activation.${activated.activation}`)
  },
  normalization: (model, { text }) => {
    if (model.family === 'transformer')
      return text(model.normalizeFirst ? 'runs.values.normalizeFirst' : 'runs.values.normalizeAfter')
    const normalized = freeDesign(model) ?? (model.family === 'mlp' ? model : null)
    return normalized === null ? null : text(`runs.values.normalization.${normalized.normalization}`)
  },
  categories: (model, { text }) =>
    model.family === 'mlp' && model.categories === 'embedding' ? text('wizard.categoryForms.embedding') : null,
  causal: (model, { text }) =>
    model.family === 'transformer' && model.causal ? text('wizard.choicesOf.causal.yes') : null,
  positions: (model, { text }) =>
    model.family === 'transformer' ? text(`runs.values.positions.${model.positions}`) : null,
  pooling: (model, { text }) => {
    const pooled = has(model, 'pooling')
    // What is said of each token, or of a span, is made of no mean.
    if (model.family === 'bert' && model.head !== 'text') return null
    return pooled === null ? null : text(`runs.values.pooling.${pooled.pooling}`)
  },
  dropout: (model, { text, format }) => {
    const dropping = freeDesign(model) ?? has(model, 'dropout')
    if (dropping === null) return null
    return dropping.dropout === 0 ? text('common.none') : format.percent(dropping.dropout)
  },
} as const satisfies Record<string, Write>
