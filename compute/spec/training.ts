/**
 * How a model is trained: split, batches, optimiser, learning rate, regularisation, seed.
 */
import { z } from 'zod'
import { augmentationSchema } from './augmentation.ts'
import type { Task } from './dataset.ts'
import { deviceSchema } from './device.ts'
import { seriesAugmentationSchema } from './series-augmentation.ts'
import { soundAugmentationSchema } from './sound-augmentation.ts'
import { splitSchema } from './split.ts'
import { textAugmentationSchema } from './text-augmentation.ts'

const momentumSchema = z.number().min(0).max(0.9999)
const betasSchema = { beta1: momentumSchema, beta2: z.number().min(0).max(0.99999), epsilon: z.number().positive() }

/** Optimisers by PyTorch's definitions (torch.optim.SGD, Adam, AdamW, RMSprop, Adagrad); Lion by its paper. */
export const optimizerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sgd') }),
  z.object({ kind: z.literal('momentum'), momentum: momentumSchema, nesterov: z.boolean() }),
  z.object({ kind: z.literal('adam'), ...betasSchema }),
  z.object({ kind: z.literal('adamw'), ...betasSchema }),
  /** `decay` is PyTorch's alpha. */
  z.object({
    kind: z.literal('rmsprop'),
    decay: z.number().min(0).max(0.99999),
    epsilon: betasSchema.epsilon,
    momentum: momentumSchema,
    centered: z.boolean(),
  }),
  z.object({
    kind: z.literal('adagrad'),
    epsilon: betasSchema.epsilon,
    learningRateDecay: z.number().min(0).max(10),
  }),
  z.object({ kind: z.literal('lion'), beta1: betasSchema.beta1, beta2: betasSchema.beta2 }),
])
export type OptimizerSpec = z.infer<typeof optimizerSchema>
export type OptimizerKind = OptimizerSpec['kind']

/** How one-cycle goes from rate to rate. */
export const anneals = ['cosine', 'linear'] as const
export type Anneal = (typeof anneals)[number]

/** Learning rate over the steps of a run, as a factor of the base rate. Warm-up is linear, over the first `warmupEpochs`. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant'), warmupEpochs: z.number().min(0) }),
  /** Times `factor` after each `everyEpochs`. */
  z.object({
    kind: z.literal('step'),
    warmupEpochs: z.number().min(0),
    everyEpochs: z.int().min(1),
    factor: z.number().min(0).max(1),
  }),
  /** Half a cosine from the base rate down to `floor` times it at the last planned epoch. */
  z.object({ kind: z.literal('cosine'), warmupEpochs: z.number().min(0), floor: z.number().min(0).max(1) }),
  /**
   * Smith's one cycle (torch.optim.lr_scheduler.OneCycleLR, momentum left alone): up from the base rate / `divFactor` to the
   * base rate in the first `riseShare` of the planned steps, then down to the first rate / `finalDivFactor` with the last.
   */
  z.object({
    kind: z.literal('one-cycle'),
    riseShare: z.number().min(0).max(1),
    divFactor: z.number().min(1),
    finalDivFactor: z.number().min(1),
    anneal: z.enum(anneals),
  }),
  /**
   * Times `factor`, but not below `floor` times the base rate, whenever the validation loss has not fallen by a share of
   * `threshold` for more than `patience` epochs; then it waits for `cooldown` epochs.
   */
  z.object({
    kind: z.literal('plateau'),
    warmupEpochs: z.number().min(0),
    factor: z.number().min(0).max(0.9999),
    patience: z.int().min(0),
    threshold: z.number().min(0).max(1),
    cooldown: z.int().min(0),
    floor: z.number().min(0).max(1),
  }),
])
export type ScheduleSpec = z.infer<typeof scheduleSchema>
export type ScheduleKind = ScheduleSpec['kind']

/** How errors on classes are weighed: all the same, or so that all classes weigh the same together. */
export const classWeightings = ['none', 'balanced'] as const
export type ClassWeighting = (typeof classWeightings)[number]

/** How often rows are trained on: as they are, or those of rare classes again and again, or of frequent ones only so many. */
export const classSamplings = ['none', 'over', 'under'] as const
export type ClassSampling = (typeof classSamplings)[number]

/** Losses by PyTorch's definitions (torch.nn.CrossEntropyLoss, MSELoss, L1Loss, HuberLoss). */
export const lossSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cross-entropy'),
    labelSmoothing: z.number().min(0).max(0.9),
    classWeights: z.enum(classWeightings),
  }),
  z.object({ kind: z.literal('mse') }),
  z.object({ kind: z.literal('mae') }),
  /** Squared up to a difference of `delta`, in the scaled target's units; from there on linear. */
  z.object({ kind: z.literal('huber'), delta: z.number().positive() }),
])
export type LossSpec = z.infer<typeof lossSchema>
export type LossKind = LossSpec['kind']

/** The task that each loss is for. */
export const lossTasks = {
  'cross-entropy': 'classification',
  mse: 'regression',
  mae: 'regression',
  huber: 'regression',
} as const satisfies Record<LossKind, Task>

/** A number limits the global norm (torch.nn.utils.clip_grad_norm_), `value` each element (torch.nn.utils.clip_grad_value_). */
export const gradientClipSchema = z.union([z.number().positive(), z.object({ value: z.number().positive() })])
export type GradientClip = z.infer<typeof gradientClipSchema>

const laterSettingsSchema = z.object({
  /** Null: the task's usual one, cross-entropy or the squared error. */
  loss: lossSchema.nullable(),
  /** Of training rows with one class each. */
  classSampling: z.enum(classSamplings),
  /** Parts in which each batch goes through the model, their gradients added up: less memory, the same step. */
  accumulation: z.int().min(1).max(1024),
  /** Exponential moving average of the weights, evaluated and exported in their place. Null for none. */
  averaging: z.object({ decay: z.number().min(0).max(0.99999) }).nullable(),
  /** Beginnings of the names of parameters that stay as they are, such as layers.0. */
  frozen: z.array(z.string().min(1)),
  /** Of the pictures of image models. Null for none. */
  augmentation: augmentationSchema.nullable(),
  /** Of the recordings of models of sound. Null for none. */
  soundAugmentation: soundAugmentationSchema.nullable(),
  /** Of the texts of models that read word by word. Null for none. */
  textAugmentation: textAugmentationSchema.nullable(),
  /** Of the windows of forecasts. Null for none. */
  seriesAugmentation: seriesAugmentationSchema.nullable(),
  /** What it is to be computed on. */
  device: deviceSchema,
  /** Times the learning rate for parameters under a prefix; where several fit, the last one counts. */
  learningRateFactors: z.array(z.object({ prefix: z.string().min(1), factor: z.number().positive().max(1000) })),
  /** Beginnings of the names of parameters that weight decay leaves alone, besides biases and normalisation. */
  undecayed: z.array(z.string().min(1)),
})

/**
 * Settings that came later, as they are in a spec that was saved before: they change nothing, so that a run of such a spec
 * gives the bytes that it gave then.
 */
export const trainingDefaults: z.infer<typeof laterSettingsSchema> = {
  loss: null,
  classSampling: 'none',
  accumulation: 1,
  averaging: null,
  frozen: [],
  learningRateFactors: [],
  undecayed: [],
  device: 'cpu',
  augmentation: null,
  soundAugmentation: null,
  textAugmentation: null,
  seriesAugmentation: null,
}

const later = laterSettingsSchema.shape

export const trainingSpecSchema = z.object({
  epochs: z.int().min(1).max(100_000),
  batchSize: z.int().min(1).max(65_536),
  optimizer: optimizerSchema,
  loss: later.loss.default(trainingDefaults.loss),
  classSampling: later.classSampling.default(trainingDefaults.classSampling),
  learningRate: z.number().positive().max(100),
  schedule: scheduleSchema,
  /** As in PyTorch: decoupled for adamw and lion, an L2 term in the gradient for the others. Biases and normalisation are exempt. */
  weightDecay: z.number().min(0).max(10),
  /** Null for no clipping. */
  gradientClip: gradientClipSchema.nullable(),
  accumulation: later.accumulation.default(trainingDefaults.accumulation),
  averaging: later.averaging.default(trainingDefaults.averaging),
  frozen: later.frozen.default(trainingDefaults.frozen),
  learningRateFactors: later.learningRateFactors.default(trainingDefaults.learningRateFactors),
  undecayed: later.undecayed.default(trainingDefaults.undecayed),
  /** Stops when the validation loss has not improved for `patience` epochs; the best epoch's weights are kept either way. */
  earlyStopping: z.object({ patience: z.int().min(1) }).nullable(),
  split: splitSchema,
  seed: z.int().min(0).max(0xffff_ffff),
  augmentation: later.augmentation.default(trainingDefaults.augmentation),
  soundAugmentation: later.soundAugmentation.default(trainingDefaults.soundAugmentation),
  textAugmentation: later.textAugmentation.default(trainingDefaults.textAugmentation),
  seriesAugmentation: later.seriesAugmentation.default(trainingDefaults.seriesAugmentation),
  device: later.device.default(trainingDefaults.device),
  /** Native threads under the training thread. */
  threads: z.int().min(1).max(256),
})
export type TrainingSpec = z.infer<typeof trainingSpecSchema>
