/**
 * What a run is: everything that determines its result, and the states it goes through.
 */
import { z } from 'zod'
import { answeringSchema } from './answering.ts'
import { dateParts } from './date-parts.ts'
import { taskSchema } from './dataset.ts'
import { labellingSchema } from './labelling.ts'
import { modelSpecSchema } from './model.ts'
import { categoryEncodingSchema, recipeSchema } from './recipe.ts'
import { seriesWindowSchema } from './series-window.ts'
import { columnKindSchema } from './table-dialect.ts'
import { trainingSpecSchema } from './training.ts'

/** A column to learn from. Without a recipe a number is filled and standardised as usual. */
export const runFeatureSchema = z.object({
  column: z.string(),
  kind: columnKindSchema,
  recipe: recipeSchema.optional(),
  /** How categories become inputs; without it, by one for each. */
  encoding: categoryEncodingSchema.optional(),
  /** What is told of a date; without it, whatever isn't the same in all training rows. */
  parts: z.array(z.enum(dateParts)).min(1).optional(),
})

/** A run is determined by this, the dataset's content and the versions of the engine: same values, same bytes. */
export const runSpecSchema = z.object({
  datasetFingerprint: z.string(),
  task: taskSchema,
  target: z.string(),
  features: z.array(runFeatureSchema).min(1),
  model: modelSpecSchema,
  training: trainingSpecSchema,
  /** For a forecast: how the rows become windows. The target is among the features then: its own past is always learned from. */
  window: seriesWindowSchema.optional(),
  /** For labels of words: which column's. It is the only feature then. */
  labelling: labellingSchema.optional(),
  /** For answers out of passages: where they are looked for. The question's and the passage's columns are the features then. */
  answering: answeringSchema.optional(),
})
export type RunSpec = z.infer<typeof runSpecSchema>

/** What decides how the rows of a run are divided. */
export const divisionSchema = runSpecSchema
  .pick({ task: true, target: true, window: true, labelling: true, answering: true })
  .extend({ training: trainingSpecSchema.pick({ split: true, seed: true }) })
export type Division = z.infer<typeof divisionSchema>

/**
 * States of a run. `interrupted`: the app ended while it was running or paused (it can go on);
 * `stopped`: a person ended it, the best weights are kept; `completed`: it used its epochs or stopped early.
 */
export const runStatuses = ['queued', 'running', 'paused', 'interrupted', 'stopped', 'completed', 'failed'] as const
export const runStatusSchema = z.enum(runStatuses)
export type RunStatus = z.infer<typeof runStatusSchema>

/**
 * Losses by name, of models that have several. A VAE has `reconstruction` and `divergence`, whose sum is trained on; a GAN one
 * of each network, and the `penalty` that is added to the discriminator's where it has one.
 */
export const namedLossesSchema = z.record(z.string(), z.number())
export type NamedLosses = z.infer<typeof namedLossesSchema>

/** Metrics of one finished epoch. `train` is the mean over the epoch's batches as they were trained on (dropout included). */
export const epochMetricsSchema = z.object({
  epoch: z.number(),
  step: z.number(),
  trainLoss: z.number(),
  validationLoss: z.number(),
  /** Accuracy for classification, R² for regression. */
  validationScore: z.number(),
  learningRate: z.number(),
  /** Largest gradient norm, before clipping, of the epoch's steps. */
  gradientNorm: z.number(),
  /** Seconds of training so far, pauses left out. */
  seconds: z.number(),
  /**
   * Of generative models. Their `trainLoss` and `validationLoss` are the sums of these; what they have none of is NaN.
   */
  losses: z.object({ train: namedLossesSchema, validation: namedLossesSchema.nullable() }).optional(),
})
export type EpochMetrics = z.infer<typeof epochMetricsSchema>

/** Live state of a run that is training. */
export const runProgressSchema = z.object({
  step: z.number(),
  totalSteps: z.number(),
  epoch: z.number(),
  totalEpochs: z.number(),
  /** Training loss of the newest steps. */
  loss: z.number(),
  stepsPerSecond: z.number(),
  rowsPerSecond: z.number(),
  secondsElapsed: z.number(),
  /** Null until enough was measured to say. */
  secondsLeft: z.number().nullable(),
  bestEpoch: z.number().nullable(),
  bestValidationLoss: z.number().nullable(),
})
export type RunProgress = z.infer<typeof runProgressSchema>

/** Why a run came to its end. */
export const runOutcomes = ['all-epochs', 'early-stopping', 'stopped-by-person'] as const
export const runOutcomeSchema = z.enum(runOutcomes)
export type RunOutcome = z.infer<typeof runOutcomeSchema>
