/** How a generative model is trained: batches, an optimiser for each of its networks, and what comes of each epoch. */
import { z } from 'zod'
import { networkNames } from './generative-model.ts'
import { deviceSchema } from './device.ts'
import { namedLossesSchema, runOutcomeSchema } from './run.ts'
import { trainingDefaults, trainingSpecSchema } from './training.ts'

const { epochs, batchSize, accumulation, schedule, seed, threads, earlyStopping } = trainingSpecSchema.shape
const { optimizer, learningRate, weightDecay, gradientClip, averaging, frozen, learningRateFactors } =
  trainingSpecSchema.shape

/** How one network is trained. The schedule is that of the run. */
export const networkTrainingSchema = z.object({
  optimizer,
  learningRate,
  weightDecay,
  gradientClip,
  averaging,
  frozen,
  learningRateFactors,
})
export type NetworkTraining = z.infer<typeof networkTrainingSchema>

/** The plain way: no average of the weights is kept, and all are trained at the same rate. */
export const networkDefaults = {
  averaging: trainingDefaults.averaging,
  frozen: trainingDefaults.frozen,
  learningRateFactors: trainingDefaults.learningRateFactors,
} satisfies Partial<NetworkTraining>

export const generativeTrainingSchema = z.object({
  epochs,
  batchSize,
  /** Parts in which a batch goes through the networks, its gradients added up; at once where it isn't said. */
  accumulation: accumulation.optional(),
  /** Of the learning rates of all networks. A plateau needs a validation loss, which not every family has. */
  schedule: schedule.refine(({ kind }) => kind !== 'plateau', { error: 'a plateau is no schedule here' }),
  /** By the network's name; what the family's networks are is in `networksOf`. */
  networks: z.partialRecord(z.enum(networkNames), networkTrainingSchema),
  /** For families that have a validation loss. */
  earlyStopping,
  /** How many samples are drawn at each epoch's end, from noise that stays the same. */
  samples: z.int().min(0).max(1024),
  seed,
  threads,
  /** What it is to be computed on; the processor where it isn't said. */
  device: deviceSchema.optional(),
})
export type GenerativeTraining = z.infer<typeof generativeTrainingSchema>

/** What a finished epoch of a generative model was like. */
export const generativeEpochSchema = z.object({
  epoch: z.number(),
  step: z.number(),
  /** Means over the epoch's batches as they were trained on. */
  trainLosses: namedLossesSchema,
  /** Means over the validation rows; null where a family has none, as its networks' losses say nothing of its samples. */
  validationLosses: namedLossesSchema.nullable(),
  /** As a factor of the networks' learning rates. */
  rate: z.number(),
  seconds: z.number(),
})
export type GenerativeEpoch = z.infer<typeof generativeEpochSchema>

/** The numbers of a run, apart from its tensors. */
export const generativeCountersSchema = z.object({
  step: z.int().min(0),
  /** Epochs finished. */
  epoch: z.int().min(0),
  /** Of the epoch that is under way: steps made, rows, and sums over the rows of the losses. */
  epochSteps: z.int().min(0),
  epochRows: z.int().min(0),
  epochLossSums: namedLossesSchema,
  seconds: z.number().min(0),
  bestEpoch: z.int().min(1).nullable(),
  bestValidationLoss: z.number().nullable(),
  epochsSinceBest: z.int().min(0),
  /** Set when the run has come to its end. */
  ended: runOutcomeSchema.nullable(),
})
export type GenerativeCounters = z.infer<typeof generativeCountersSchema>
