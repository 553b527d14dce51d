/** The settings in words of a run that makes pictures; those that predicting runs have too stand under the same names. */
import type { GenerationSpec } from '../../../compute/spec/generation.ts'
import { networksOf } from '../../../compute/spec/generative-model.ts'
import type { NetworkTraining } from '../../../compute/spec/generative-training.ts'
import type { Words } from '../../i18n/words.ts'
import { writeOptimizer, writeSchedule } from './training-settings.ts'

type Say = Pick<Words, 'text' | 'format'>

interface Setting {
  readonly group: 'data' | 'model' | 'training'
  /** Null where a family has no such setting. */
  readonly write: (spec: GenerationSpec, say: Say) => string | null
}

/** Every setting, in the order in which it is shown. */
export const generationSettings = {
  pictures: { group: 'data', write: ({ pictures }) => pictures },
  label: { group: 'data', write: ({ label }, { text }) => label ?? text('common.none') },
  heldBack: { group: 'data', write: writeHeldBack },
  input: { group: 'model', write: writeSize },
  hidden: { group: 'model', write: writeDesign },
  latent: { group: 'model', write: ({ model }, { format }) => format.integer(model.latent) },
  activation: {
    group: 'model',
    write: ({ model }, { text }) =>
      model.family === 'vae' ? text(`runs.values.activation.${model.design.activation}`) : null,
  },
  beta: {
    group: 'model',
    write: ({ model }, { format }) => (model.family === 'vae' ? format.number(model.beta) : null),
  },
  adversarialLoss: {
    group: 'model',
    write: ({ model }, { text }) => (model.family === 'gan' ? text(`runs.values.adversarial.${model.loss}`) : null),
  },
  gradientPenalty: {
    group: 'model',
    write: ({ model }, { text, format }) => {
      if (model.family !== 'gan') return null
      return model.gradientPenalty === 0 ? text('common.none') : format.number(model.gradientPenalty)
    },
  },
  discriminatorSteps: {
    group: 'model',
    write: ({ model }, { format }) => (model.family === 'gan' ? format.integer(model.discriminatorSteps) : null),
  },
  epochs: { group: 'training', write: ({ training }, { format }) => format.integer(training.epochs) },
  batchSize: { group: 'training', write: ({ training }, { format }) => format.integer(training.batchSize) },
  optimizer: {
    group: 'training',
    write: (spec, say) => ofNetworks(spec, say, ({ optimizer }) => writeOptimizer(optimizer, say)),
  },
  learningRate: {
    group: 'training',
    write: (spec, say) => ofNetworks(spec, say, ({ learningRate }) => say.format.number(learningRate)),
  },
  schedule: { group: 'training', write: ({ training }, say) => writeSchedule(training.schedule, say) },
  earlyStopping: {
    group: 'training',
    write: ({ model, training: { earlyStopping } }, { text }) => {
      if (model.family !== 'vae') return null
      return earlyStopping === null
        ? text('common.off')
        : text('runs.values.patience', { count: earlyStopping.patience })
    },
  },
  seed: { group: 'training', write: ({ training }) => String(training.seed) },
  threads: { group: 'training', write: ({ training }, { format }) => format.integer(training.threads) },
} as const satisfies Record<string, Setting>

export type GenerationSetting = keyof typeof generationSettings

function writeHeldBack({ heldBack: { validation, test } }: GenerationSpec, { text, format }: Say): string {
  if (validation === 0 && test === 0) return text('common.none')
  return text('runs.values.heldBack', { validation: format.percent(validation), test: format.percent(test) })
}

function writeSize({ image: { channels, height, width } }: GenerationSpec, { text, format }: Say): string {
  return text('runs.values.image', { size: [channels, height, width].map(format.integer).join(' × ') })
}

function writeDesign({ model }: GenerationSpec, { text, format }: Say): string {
  const list = (widths: readonly number[]) => widths.map(format.integer).join(' · ')
  if (model.design.kind === 'convolutional')
    return text('runs.values.generative.convolutional', { channels: list(model.design.channels) })
  return model.family === 'vae'
    ? text('runs.values.generative.denseVae', {
        encoder: list(model.design.encoder),
        decoder: list(model.design.decoder),
      })
    : text('runs.values.generative.denseGan', {
        generator: list(model.design.generator),
        discriminator: list(model.design.discriminator),
      })
}

/** A setting of each network; once where all have the same. */
function ofNetworks(
  { model, training }: GenerationSpec,
  { text }: Say,
  write: (network: NetworkTraining) => string,
): string {
  const each = networksOf[model.family].flatMap((name) => {
    const own = training.networks[name]
    return own === undefined ? [] : [{ name, words: write(own) }]
  })
  const [first] = each
  if (first === undefined) return text('common.none')
  if (each.every(({ words }) => words === first.words)) return first.words
  return each.map(({ name, words }) => `${text(`runs.networks.${name}`)}: ${words}`).join(' · ')
}
