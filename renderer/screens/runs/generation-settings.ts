/** The settings in words of a run that makes pictures; those that predicting runs have too stand under the same names. */
import type { GenerationSpec } from '../../../compute/spec/generation.ts'
import { networksOf } from '../../../compute/spec/generative-model.ts'
import type { NetworkTraining } from '../../../compute/spec/generative-training.ts'
import { trainingDefaults } from '../../../compute/spec/training.ts'
import type { Words } from '../../i18n/words.ts'
import { writeAveraging, writeGradientClip, writeOptimizer, writeSchedule } from './training-settings.ts'

type Say = Pick<Words, 'text' | 'format'>

interface Setting {
  readonly group: 'data' | 'model' | 'training'
  /** Null where a family has no such setting. */
  readonly write: (spec: GenerationSpec, say: Say) => string | null
}

/** What is set of each network by itself. */
export const networkSettings = {
  optimizer: ({ optimizer }, say) => writeOptimizer(optimizer, say),
  learningRate: ({ learningRate }, { format }) => format.number(learningRate),
  weightDecay: ({ weightDecay }, { text, format }) =>
    weightDecay === 0 ? text('common.none') : format.number(weightDecay),
  gradientClip: ({ gradientClip }, say) => writeGradientClip(gradientClip, say),
  averaging: ({ averaging }, say) => writeAveraging(averaging, say),
} as const satisfies Partial<Record<keyof NetworkTraining, (network: NetworkTraining, say: Say) => string>>

/** A setting of all networks. */
const ofNetworks = (key: keyof typeof networkSettings): Setting & { readonly group: 'training' } => ({
  group: 'training',
  write: (spec, say) => writeNetworks(spec, say, networkSettings[key]),
})

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
  slope: {
    group: 'model',
    write: ({ model }, { format }) => (model.family === 'gan' ? format.number(model.slope) : null),
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
  optimizer: ofNetworks('optimizer'),
  learningRate: ofNetworks('learningRate'),
  schedule: { group: 'training', write: ({ training }, say) => writeSchedule(training.schedule, say) },
  weightDecay: ofNetworks('weightDecay'),
  gradientClip: ofNetworks('gradientClip'),
  averaging: ofNetworks('averaging'),
  accumulation: {
    group: 'training',
    write: ({ training }, { format }) => format.integer(training.accumulation ?? trainingDefaults.accumulation),
  },
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
  device: {
    group: 'training',
    write: ({ training }, { text }) => text(`common.devices.${training.device ?? trainingDefaults.device}`),
  },
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
function writeNetworks(
  { model, training }: GenerationSpec,
  say: Say,
  write: (network: NetworkTraining, say: Say) => string,
): string {
  const { text } = say
  const each = networksOf[model.family].flatMap((name) => {
    const own = training.networks[name]
    return own === undefined ? [] : [{ name, words: write(own, say) }]
  })
  const [first] = each
  if (first === undefined) return text('common.none')
  if (each.every(({ words }) => words === first.words)) return first.words
  return each.map(({ name, words }) => `${text(`runs.networks.${name}`)}: ${words}`).join(' · ')
}
