/**
 * Where a run stands between two calls of its loop, and how each step and epoch moves it on: pure functions, so that a
 * state that was written to a file and read again goes on exactly as it would have.
 */
import { z } from 'zod'
import type { NamedTensors } from '../models/weights.ts'
import { afterValidation, initialPlateau, plateauStateSchema } from '../optim/plateau.ts'
import { runOutcomeSchema, type EpochMetrics } from '../spec/run.ts'
import type { LoopResult } from './loop-session.ts'
import type { CarriedState } from './state-layout.ts'
import { learningRateOf, rowsOfStep, type TrainingPlan } from './training-plan.ts'

/** The numbers of a run, apart from its tensors. */
export const runCountersSchema = z.object({
  /** Steps made. */
  step: z.int().min(0),
  /** Epochs finished. */
  epoch: z.int().min(0),
  /** Of the epoch that is under way: steps made, sum of the losses of its rows, rows, largest gradient norm. */
  epochSteps: z.int().min(0),
  epochLossSum: z.number(),
  epochRows: z.int().min(0),
  epochGradientNorm: z.number(),
  /** Seconds of training, pauses left out. */
  seconds: z.number().min(0),
  bestEpoch: z.int().min(1).nullable(),
  bestValidationLoss: z.number().nullable(),
  epochsSinceBest: z.int().min(0),
  /** What the schedule remembers of the validation losses. A checkpoint from before there was such a schedule has none. */
  plateau: plateauStateSchema.default(initialPlateau),
  /** Set when the run has come to its end, with the number of epochs that it was to have then. */
  ended: z.object({ outcome: runOutcomeSchema, totalEpochs: z.int() }).nullable(),
})
export type RunCounters = z.infer<typeof runCountersSchema>

export interface RunState {
  readonly counters: RunCounters
  /** Weights, optimiser slots and running statistics, as the loop carries them. */
  readonly carried: CarriedState
  /** The best epoch's weights and running statistics; null before the first epoch's end. */
  readonly best: NamedTensors | null
}

export const initialCounters: RunCounters = {
  step: 0,
  epoch: 0,
  epochSteps: 0,
  epochLossSum: 0,
  epochRows: 0,
  epochGradientNorm: 0,
  seconds: 0,
  bestEpoch: null,
  bestValidationLoss: null,
  epochsSinceBest: 0,
  plateau: initialPlateau,
  ended: null,
}

/** Adds the steps of a call, one by one, so that the sums don't depend on how steps are grouped into calls. */
export function afterSteps(
  counters: RunCounters,
  { losses, gradientNorms }: LoopResult,
  plan: TrainingPlan,
  seconds: number,
): RunCounters {
  let { epochLossSum, epochRows, epochGradientNorm } = counters
  losses.forEach((loss, index) => {
    const rows = rowsOfStep(plan, counters.epochSteps + index)
    epochLossSum += loss * rows
    epochRows += rows
    epochGradientNorm = Math.max(epochGradientNorm, gradientNorms[index] ?? 0)
  })
  return {
    ...counters,
    step: counters.step + losses.length,
    epochSteps: counters.epochSteps + losses.length,
    epochLossSum,
    epochRows,
    epochGradientNorm,
    seconds: counters.seconds + seconds,
  }
}

export interface Validation {
  readonly loss: number
  readonly score: number
}

/** Closes an epoch: its metrics, and the counters at the beginning of the next. */
export function afterEpoch(
  before: RunCounters,
  validation: Validation,
  plan: TrainingPlan,
  seconds: number,
): { counters: RunCounters; metrics: EpochMetrics; isBest: boolean } {
  const { schedule, learningRate } = plan.training
  const epoch = before.epoch + 1
  const isBest = before.bestValidationLoss === null || validation.loss < before.bestValidationLoss
  const counters: RunCounters = {
    ...before,
    epoch,
    epochSteps: 0,
    epochLossSum: 0,
    epochRows: 0,
    epochGradientNorm: 0,
    seconds: before.seconds + seconds,
    bestEpoch: isBest ? epoch : before.bestEpoch,
    bestValidationLoss: isBest ? validation.loss : before.bestValidationLoss,
    epochsSinceBest: isBest ? 0 : before.epochsSinceBest + 1,
    plateau: afterValidation(schedule, learningRate, before.plateau, validation.loss),
  }
  const metrics: EpochMetrics = {
    epoch,
    step: counters.step,
    trainLoss: before.epochLossSum / before.epochRows,
    validationLoss: validation.loss,
    validationScore: validation.score,
    learningRate: learningRateOf(plan, before.step - 1, before.plateau),
    gradientNorm: before.epochGradientNorm,
    seconds: counters.seconds,
  }
  return { counters, metrics, isBest }
}

/**
 * The counters that a run goes on with: as they were, but if it had ended by itself and now is to have another number of
 * epochs, patience begins anew. A run that a person stopped always goes on.
 */
export function resumedCounters(counters: RunCounters, totalEpochs: number): RunCounters {
  const { ended } = counters
  if (ended === null) return counters
  if (ended.outcome !== 'stopped-by-person' && ended.totalEpochs === totalEpochs) return counters
  return {
    ...counters,
    ended: null,
    epochsSinceBest: ended.outcome === 'early-stopping' ? 0 : counters.epochsSinceBest,
  }
}
