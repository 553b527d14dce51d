/**
 * The settings of a run in words: what was trained on what and how, as rows of a list or of a comparison.
 *
 * One table of settings, read by the training page, the record on the result page and the comparison of runs.
 */
import type { AnyRunSpec } from '../../../compute/spec/generation.ts'
import type { RunSpec } from '../../../compute/spec/run.ts'
import { withKnown } from '../../../compute/spec/series-window.ts'
import { methodOf } from '../../../compute/spec/split.ts'
import { augmentationWriters } from './augmentation-settings.ts'
import { type GenerationSetting, generationSettings } from './generation-settings.ts'
import { modelSettings } from './model-settings.ts'
import {
  writeAveraging,
  writeFactors,
  writeGradientClip,
  writeLayers,
  writeOptimizer,
  writeSchedule,
} from './training-settings.ts'
import type { Words } from '../../i18n/words.ts'

type Say = Pick<Words, 'text' | 'format'>

export const settingGroups = ['data', 'model', 'training'] as const
export type SettingGroup = (typeof settingGroups)[number]

interface Setting {
  readonly group: SettingGroup
  /** Null where a run has no such setting. */
  readonly write: (spec: RunSpec, say: Say) => string | null
}

/** A setting of the model, which some families don't have. */
function ofModel(key: keyof typeof modelSettings): Setting & { readonly group: 'model' } {
  return { group: 'model', write: (spec, say) => modelSettings[key](spec.model, say) }
}

/** Every setting, in the order in which it is shown. */
export const settings = {
  target: { group: 'data', write: (spec) => spec.target },
  features: { group: 'data', write: (spec, { format }) => format.list(spec.features.map(({ column }) => column)) },
  window: { group: 'data', write: writeWindow },
  answering: { group: 'data', write: writeAnswering },
  recipe: { group: 'data', write: writeRecipes },
  split: { group: 'data', write: writeSplit },
  // What a model of a series reads is said by its windows.
  input: {
    group: 'model',
    write: (spec, say) => (spec.window === undefined ? modelSettings.input(spec.model, say) : null),
  },
  hidden: ofModel('hidden'),
  activation: ofModel('activation'),
  normalization: ofModel('normalization'),
  positions: ofModel('positions'),
  pooling: ofModel('pooling'),
  dropout: ofModel('dropout'),
  categories: ofModel('categories'),
  causal: ofModel('causal'),
  epochs: { group: 'training', write: (spec, { format }) => format.integer(spec.training.epochs) },
  batchSize: { group: 'training', write: (spec, { format }) => format.integer(spec.training.batchSize) },
  optimizer: { group: 'training', write: (spec, say) => writeOptimizer(spec.training.optimizer, say) },
  loss: { group: 'training', write: (spec, say) => writeLoss(spec, say) },
  learningRate: { group: 'training', write: (spec, { format }) => format.number(spec.training.learningRate) },
  schedule: { group: 'training', write: (spec, say) => writeSchedule(spec.training.schedule, say) },
  weightDecay: {
    group: 'training',
    write: (spec, { text, format }) =>
      spec.training.weightDecay === 0 ? text('common.none') : format.number(spec.training.weightDecay),
  },
  gradientClip: {
    group: 'training',
    write: (spec, say) => writeGradientClip(spec.training.gradientClip, say),
  },
  frozen: {
    group: 'training',
    write: ({ training: { frozen } }, say) => (frozen.length === 0 ? null : writeLayers(frozen, say)),
  },
  learningRateFactors: {
    group: 'training',
    write: ({ training: { learningRateFactors: factors } }, say) =>
      factors.length === 0 ? null : writeFactors(factors, say),
  },
  undecayed: {
    group: 'training',
    write: ({ training: { undecayed } }, say) => (undecayed.length === 0 ? null : writeLayers(undecayed, say)),
  },
  classSampling: {
    group: 'training',
    write: ({ task, training: { classSampling } }, { text }) =>
      task === 'classification' && classSampling !== 'none' ? text(`wizard.classSamplings.${classSampling}`) : null,
  },
  averaging: { group: 'training', write: ({ training: { averaging } }, say) => writeAveraging(averaging, say) },
  accumulation: {
    group: 'training',
    write: ({ training: { accumulation } }, { format }) => format.integer(accumulation),
  },
  earlyStopping: {
    group: 'training',
    write: (spec, { text }) =>
      spec.training.earlyStopping === null
        ? text('common.off')
        : text('runs.values.patience', { count: spec.training.earlyStopping.patience }),
  },
  augmentation: { group: 'training', write: augmentationWriters.augmentation },
  soundAugmentation: { group: 'training', write: augmentationWriters.soundAugmentation },
  textAugmentation: { group: 'training', write: augmentationWriters.textAugmentation },
  seriesAugmentation: { group: 'training', write: augmentationWriters.seriesAugmentation },
  seed: { group: 'training', write: (spec) => String(spec.training.seed) },
  threads: { group: 'training', write: (spec, { format }) => format.integer(spec.training.threads) },
  device: { group: 'training', write: (spec, { text }) => text(`common.devices.${spec.training.device}`) },
} as const satisfies Record<string, Setting>

/** How passages are cut, and how long answers may be. */
function writeAnswering({ answering }: RunSpec, { text }: Say): string | null {
  if (answering === undefined) return null
  return text('runs.values.answering', { overlap: answering.overlap, longest: answering.longest })
}

/** Settings of runs that predict, and those that only runs have that make pictures. */
export type SettingKey = keyof typeof settings | GenerationSetting
export const settingKeys = [...new Set([...Object.keys(settings), ...Object.keys(generationSettings)])] as SettingKey[]

const ownNames = ['target', 'window', 'input', 'positions', 'pooling'] as const
const predicts = (key: SettingKey): key is keyof typeof settings => key in settings
const generates = (key: SettingKey): key is GenerationSetting => key in generationSettings
const isOwnName = (key: SettingKey): boolean => ownNames.some((name) => name === key) || !predicts(key)

/** The group that a setting is shown in. */
export const groupOf = (key: SettingKey): SettingGroup =>
  predicts(key) ? settings[key].group : generationSettings[key].group

/** A setting of a run of either kind; null where it has none of that name. */
function writeOwn(key: SettingKey, spec: AnyRunSpec, say: Say): string | null {
  if (spec.task === 'generation') return generates(key) ? generationSettings[key].write(spec, say) : null
  return predicts(key) ? settings[key].write(spec, say) : null
}

/** The name of a setting: the wizard's word, where the wizard has a field for it. */
export function nameSetting(key: SettingKey, { text }: Pick<Words, 'text'>): string {
  return text(isOwnName(key) ? `runs.settings.${key}` : `wizard.fields.${key}`)
}

/** The settings that at least one of the runs has. */
export function settingsOf(specs: readonly AnyRunSpec[], say: Say): SettingKey[] {
  return settingKeys.filter((key) => specs.some((spec) => writeOwn(key, spec, say) !== null))
}

/** A setting of a run, in words; a dash where it has none of that name. */
export function writeSetting(key: SettingKey, spec: AnyRunSpec, say: Say): string {
  return writeOwn(key, spec, say) ?? '—'
}

/** Settings whose words differ between the runs. */
export function differingSettings(specs: readonly AnyRunSpec[], say: Say): SettingKey[] {
  return settingKeys.filter((key) => new Set(specs.map((spec) => writeSetting(key, spec, say))).size > 1)
}

/** How a series is cut: how many steps back and ahead, which column tells series apart, and what is known ahead. */
function writeWindow({ window, features }: RunSpec, { text, format }: Say): string | null {
  if (window === undefined) return null
  const { history, horizon, series } = window
  const written =
    series === null
      ? text('runs.values.window', { history, horizon })
      : text('runs.values.windowOf', { history, horizon, series })
  const { known } = withKnown(
    window,
    features.map(({ column }) => column),
  )
  return known === undefined ? written : text('runs.values.windowKnown', { window: written, known: format.list(known) })
}

/** Columns that are not prepared as usual, each with its steps. */
function writeRecipes({ features }: RunSpec, { text, format }: Say): string | null {
  const written = features.flatMap(({ column, recipe, parts, encoding }) => [
    ...(recipe === undefined
      ? []
      : [`${column}: ${recipe.map(({ kind }) => text(`wizard.recipe.steps.${kind}`)).join(' → ')}`]),
    ...(encoding === undefined ? [] : [`${column}: ${text(`wizard.recipe.encodings.${encoding.kind}`)}`]),
    ...(parts === undefined
      ? []
      : [`${column}: ${parts.map((part) => text(`wizard.recipe.parts.${part}`)).join(', ')}`]),
  ])
  return written.length === 0 ? null : format.list(written)
}

function writeSplit({ training: { split } }: RunSpec, { text, format }: Say): string {
  const shares = {
    train: format.percent(split.train),
    validation: format.percent(split.validation),
    test: format.percent(split.test),
  }
  const method = methodOf(split)
  switch (method.kind) {
    case 'random':
      return text(split.stratify ? 'runs.values.splitStratified' : 'runs.values.split', shares)
    case 'group':
    case 'time':
      return text(`runs.values.splitBy.${method.kind}`, { ...shares, column: method.column })
    case 'given':
      return text('runs.values.splitBy.given', { column: method.column })
    case 'folds':
    case 'group-folds':
    case 'time-folds':
      return text(`runs.values.splitBy.${method.kind}`, {
        fold: method.fold + 1,
        folds: method.folds,
        column: 'column' in method ? method.column : '',
      })
  }
}

function writeLoss({ task, training: { loss } }: RunSpec, { text, format }: Say): string {
  switch (loss?.kind) {
    case undefined:
      return text(`wizard.losses.${task === 'classification' ? 'cross-entropy' : 'mse'}`)
    case 'cross-entropy':
      return [
        text('wizard.losses.cross-entropy'),
        ...(loss.labelSmoothing > 0
          ? [text('runs.values.labelSmoothing', { share: format.number(loss.labelSmoothing) })]
          : []),
        ...(loss.classWeights === 'balanced' ? [text('runs.values.balancedClasses')] : []),
      ].join(' · ')
    case 'mse':
    case 'mae':
      return text(`wizard.losses.${loss.kind}`)
    case 'huber':
      return text('runs.values.huber', { delta: format.number(loss.delta) })
  }
}
