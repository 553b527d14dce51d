/**
 * The settings of a run in words: what was trained on what and how, as rows of a list or of a comparison.
 *
 * One table of settings, read by the training page, the record on the result page and the comparison of runs.
 */
import type { GradientClip, OptimizerSpec, ScheduleSpec } from '../../../compute/spec/training.ts'
import type { RunSpec } from '../../../compute/spec/run.ts'
import { methodOf } from '../../../compute/spec/split.ts'
import { modelSettings } from './model-settings.ts'
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
  recipe: { group: 'data', write: writeRecipes },
  split: { group: 'data', write: writeSplit },
  input: ofModel('input'),
  hidden: ofModel('hidden'),
  activation: ofModel('activation'),
  normalization: ofModel('normalization'),
  positions: ofModel('positions'),
  pooling: ofModel('pooling'),
  dropout: ofModel('dropout'),
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
  averaging: {
    group: 'training',
    write: ({ training: { averaging } }, { text, format }) =>
      averaging === null
        ? text('common.off')
        : text('runs.values.averaging', { decay: format.number(averaging.decay) }),
  },
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
  seed: { group: 'training', write: (spec) => String(spec.training.seed) },
  threads: { group: 'training', write: (spec, { format }) => format.integer(spec.training.threads) },
  device: { group: 'training', write: (spec, { text }) => text(`common.devices.${spec.training.device}`) },
} as const satisfies Record<string, Setting>

export type SettingKey = keyof typeof settings
export const settingKeys = Object.keys(settings) as SettingKey[]

const ownNames = ['target', 'window', 'input', 'positions', 'pooling'] as const
const isOwnName = (key: SettingKey): key is (typeof ownNames)[number] => ownNames.some((name) => name === key)

/** The name of a setting: the wizard's word, where the wizard has a field for it. */
export function nameSetting(key: SettingKey, { text }: Pick<Words, 'text'>): string {
  return text(isOwnName(key) ? `runs.settings.${key}` : `wizard.fields.${key}`)
}

/** The settings that at least one of the runs has. */
export function settingsOf(specs: readonly RunSpec[], say: Say): SettingKey[] {
  return settingKeys.filter((key) => specs.some((spec) => settings[key].write(spec, say) !== null))
}

/** A setting of a run, in words; a dash where it has none of that name. */
export function writeSetting(key: SettingKey, spec: RunSpec, say: Say): string {
  return settings[key].write(spec, say) ?? '—'
}

/** Settings whose words differ between the runs. */
export function differingSettings(specs: readonly RunSpec[], say: Say): SettingKey[] {
  return settingKeys.filter((key) => new Set(specs.map((spec) => writeSetting(key, spec, say))).size > 1)
}

/** How a series is cut: how many steps back and ahead, and which column tells series apart. */
function writeWindow({ window }: RunSpec, { text }: Say): string | null {
  if (window === undefined) return null
  const { history, horizon, series } = window
  return series === null
    ? text('runs.values.window', { history, horizon })
    : text('runs.values.windowOf', { history, horizon, series })
}

/** Columns that are not prepared as usual, each with its steps. */
function writeRecipes({ features }: RunSpec, { text, format }: Say): string | null {
  const written = features.flatMap(({ column, recipe }) =>
    recipe === undefined
      ? []
      : [`${column}: ${recipe.map(({ kind }) => text(`wizard.recipe.steps.${kind}`)).join(' → ')}`],
  )
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

function writeOptimizer(optimizer: OptimizerSpec, { text, format }: Say): string {
  switch (optimizer.kind) {
    case 'sgd':
      return 'SGD'
    case 'momentum':
      return text(optimizer.nesterov ? 'runs.values.nesterov' : 'runs.values.momentum', {
        momentum: format.number(optimizer.momentum),
      })
    case 'adam':
    case 'adamw': {
      const name = optimizer.kind === 'adam' ? 'Adam' : 'AdamW'
      return `${name} (β₁ ${format.number(optimizer.beta1)}, β₂ ${format.number(optimizer.beta2)})`
    }
    case 'rmsprop': {
      const { decay, momentum, centered } = optimizer
      const own = { decay: format.number(decay), momentum: format.number(momentum) }
      return text(`runs.values.rmsprop.${centered ? 'centered' : 'plain'}`, own)
    }
    case 'adagrad':
      return optimizer.learningRateDecay === 0
        ? 'Adagrad'
        : text('runs.values.adagrad', { decay: format.number(optimizer.learningRateDecay) })
    case 'lion':
      return `Lion (β₁ ${format.number(optimizer.beta1)}, β₂ ${format.number(optimizer.beta2)})`
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

function writeGradientClip(clip: GradientClip | null, { text, format }: Say): string {
  if (clip === null) return text('common.none')
  return typeof clip === 'number'
    ? text('runs.values.clipNorm', { limit: format.number(clip) })
    : text('runs.values.clipValue', { limit: format.number(clip.value) })
}

function writeSchedule(schedule: ScheduleSpec, say: Say): string {
  const { text, format } = say
  const base = writeScheduleKind(schedule, say)
  return schedule.kind === 'one-cycle' || schedule.warmupEpochs === 0
    ? base
    : text('runs.values.withWarmup', {
        schedule: base,
        epochs: format.number(schedule.warmupEpochs),
        count: schedule.warmupEpochs,
      })
}

function writeScheduleKind(schedule: ScheduleSpec, { text, format }: Say): string {
  switch (schedule.kind) {
    case 'constant':
      return text('runs.values.constant')
    case 'step':
      return text('runs.values.step', { factor: format.number(schedule.factor), count: schedule.everyEpochs })
    case 'cosine':
      return text('runs.values.cosine', { floor: format.percent(schedule.floor) })
    case 'one-cycle':
      return text('runs.values.oneCycle', {
        rise: format.percent(schedule.riseShare),
        first: format.number(schedule.divFactor),
        last: format.number(schedule.divFactor * schedule.finalDivFactor),
      })
    case 'plateau':
      return text('runs.values.plateau', { factor: format.number(schedule.factor), count: schedule.patience })
  }
}
