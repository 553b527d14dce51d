/** A model in short, for the head of a recommendation: its family with its sizes in words, and the widths that are drawn. */
import type { CnnSpec } from '../../../../compute/spec/image-model.ts'
import type { ModelFamily, ModelSpec } from '../../../../compute/spec/model.ts'
import type { LstmSpec, RnnSpec } from '../../../../compute/spec/sequence-model.ts'
import type { Words } from '../../../i18n/words.ts'

type Say = Pick<Words, 'text' | 'format'>

interface FamilyWords<Model extends ModelSpec> {
  readonly write: (model: Model, say: Say) => string
  /** Units of dense and recurrent layers, channels of convolutions, the stream between an encoder's layers. */
  readonly widths: (model: Model) => readonly number[]
}

/** Equal layers that are drawn one by one. */
const mostDrawn = 6

const stack = (layers: number, width: number) => Array.from({ length: Math.min(mostDrawn, layers) }, () => width)

const encoder = (family: 'bert' | 'transformer') => ({
  write: ({ layers, width }: { layers: number; width: number }, { text, format }: Say) =>
    text(`wizard.families.${family}`, { layers: format.integer(layers), width: format.integer(width) }),
  widths: ({ layers, width }: { layers: number; width: number }) => stack(layers, width),
})

function writeRecurrent(model: RnnSpec | LstmSpec, { text, format }: Say): string {
  const cell = model.family === 'rnn' ? 'rnn' : model.cell
  return text(`wizard.families.recurrent.${model.bidirectional ? 'bidirectional' : 'forward'}`, {
    cell: text(`wizard.cells.${cell}`),
    layers: format.integer(model.layers),
    width: format.integer(model.hidden),
  })
}

const recurrent = { write: writeRecurrent, widths: ({ layers, hidden }: RnnSpec | LstmSpec) => stack(layers, hidden) }

function pictureWords({ design, image }: Pick<CnnSpec, 'design' | 'image'>, { format }: Say) {
  const size = `${format.integer(image.height)} × ${format.integer(image.width)}`
  return { channels: design.kind === 'article' ? '32 · 64' : design.channels.map(format.integer).join(' · '), size }
}

function cnnWidths({ design }: Pick<CnnSpec, 'design'>): readonly number[] {
  if (design.kind === 'article') return [32, 64, 120]
  return design.kind === 'plain' ? [...design.channels, ...design.hidden] : design.channels
}

const families: { readonly [F in ModelFamily]: FamilyWords<Extract<ModelSpec, { family: F }>> } = {
  mlp: {
    write: ({ hidden }, { text, format }) => {
      const widths = hidden.map((width) => format.integer(width)).join(' · ')
      return text('wizard.families.mlp', { widths: widths === '' ? text('wizard.linear') : widths })
    },
    widths: ({ hidden }) => hidden,
  },
  cnn: {
    write: (model, say) => say.text(`wizard.families.cnn.${model.design.kind}`, pictureWords(model, say)),
    widths: cnnWidths,
  },
  fusion: {
    write: (model, say) => say.text(`wizard.families.fusion.${model.design.kind}`, pictureWords(model, say)),
    widths: ({ design, vector, joint }) => [
      ...(design.kind === 'article' ? [32, 64] : design.channels),
      vector,
      ...joint,
    ],
  },
  rnn: recurrent,
  lstm: recurrent,
  transformer: encoder('transformer'),
  bert: encoder('bert'),
}

const wordsOf = (model: ModelSpec) => families[model.family] as FamilyWords<ModelSpec>

/** A model in short: its family and its widths. */
export const writeModel = (model: ModelSpec, say: Say): string => wordsOf(model).write(model, say)

/** The widths that the picture of a network shows. */
export const drawnWidths = (model: ModelSpec): readonly number[] => wordsOf(model).widths(model)
