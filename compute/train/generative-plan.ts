/** How the steps of a generative model are laid out, and where its run stands between two calls: pure functions. */
import { partsOf } from '../models/generative-families.ts'
import type { GenerativeModel } from '../models/generative-model.ts'
import type { NamedTensors } from '../models/weights.ts'
import { learningRateAt } from '../optim/schedule.ts'
import { StudioError } from '../spec/errors.ts'
import type { GenerativeCounters, GenerativeEpoch, GenerativeTraining } from '../spec/generative-training.ts'
import type { GenerativeResult, GenerativeTable } from './generative-loop-session.ts'
import { batchesOfStep } from './generative-step.ts'
import type { CarriedState } from './state-layout.ts'
import { type RowPlan, rowsOfStep } from './training-plan.ts'

/** The `batchSize` of its training is that of a step, which may take several batches. */
export interface GenerativePlan extends RowPlan {
  readonly stepsPerEpoch: number
  /** Share of the networks' learning rates that a step (counted from 0) has. */
  readonly rateOf: (step: number) => number
}

/**
 * Plans a run. The last batch of an epoch takes what is left, but where a step takes several batches it takes whole ones
 * only; nor is a batch of one row normalised. Throws StudioError('too-few-rows') where there is nothing to train or to validate on.
 */
export function planGeneration(
  { epochs, batchSize, schedule, seed }: GenerativeTraining,
  model: GenerativeModel,
  split: GenerativeTable['split'],
): GenerativePlan {
  const rows = split.train
  const stepRows = batchSize * batchesOfStep(model)
  const whole = Math.floor(rows.length / stepRows)
  const rest = rows.length % stepRows
  const normalizes = partsOf(model).buffers.length > 0
  const takesRest = batchesOfStep(model) === 1 && rest > (normalizes && whole > 0 ? 1 : 0)
  const stepsPerEpoch = whole + (takesRest ? 1 : 0)
  if (stepsPerEpoch === 0 || (model.validate !== null && split.validation.length === 0))
    throw new StudioError('too-few-rows', { rows: rows.length + split.validation.length })
  const rateOf = (step: number) => learningRateAt(schedule, 1, step, { stepsPerEpoch, epochs })
  return { training: { batchSize: stepRows, seed }, rows, stepsPerEpoch, rateOf }
}

export interface GenerativeState {
  readonly counters: GenerativeCounters
  readonly carried: CarriedState
  /** The best epoch's weights; null where none is known to be the best. */
  readonly best: NamedTensors | null
}

export const firstCounters: GenerativeCounters = {
  step: 0,
  epoch: 0,
  epochSteps: 0,
  epochRows: 0,
  epochLossSums: {},
  seconds: 0,
  bestEpoch: null,
  bestValidationLoss: null,
  epochsSinceBest: 0,
  ended: null,
}

/** Adds the steps of a call, one by one, so that the sums don't depend on how steps are grouped into calls. */
export function afterGenerativeSteps(
  counters: GenerativeCounters,
  { losses, gradientNorms }: Pick<GenerativeResult, 'losses' | 'gradientNorms'>,
  plan: RowPlan,
  seconds: number,
): GenerativeCounters {
  const sums = { ...counters.epochLossSums }
  let rows = counters.epochRows
  gradientNorms.forEach((_, index) => {
    const stepRows = rowsOfStep(plan, counters.epochSteps + index)
    rows += stepRows
    for (const [name, values] of Object.entries(losses))
      sums[name] = (sums[name] ?? 0) + (values[index] ?? NaN) * stepRows
  })
  return {
    ...counters,
    step: counters.step + gradientNorms.length,
    epochSteps: counters.epochSteps + gradientNorms.length,
    epochRows: rows,
    epochLossSums: sums,
    seconds: counters.seconds + seconds,
  }
}

/** The sum of all losses. */
export const totalLoss = (losses: Readonly<Record<string, number>>) =>
  Object.values(losses).reduce((sum, loss) => sum + loss, 0)

/** Closes an epoch: its metrics, and the counters at the beginning of the next. Without a validation no epoch is the best. */
export function afterGenerativeEpoch(
  before: GenerativeCounters,
  validationLosses: Readonly<Record<string, number>> | null,
  plan: GenerativePlan,
  seconds: number,
): { counters: GenerativeCounters; metrics: GenerativeEpoch; isBest: boolean } {
  const epoch = before.epoch + 1
  const loss = validationLosses === null ? null : totalLoss(validationLosses)
  const isBest = loss !== null && (before.bestValidationLoss === null || loss < before.bestValidationLoss)
  const counters: GenerativeCounters = {
    ...before,
    epoch,
    epochSteps: 0,
    epochRows: 0,
    epochLossSums: {},
    seconds: before.seconds + seconds,
    bestEpoch: isBest ? epoch : before.bestEpoch,
    bestValidationLoss: isBest ? loss : before.bestValidationLoss,
    epochsSinceBest: isBest ? 0 : before.epochsSinceBest + 1,
  }
  const means = Object.entries(before.epochLossSums).map(([name, sum]) => [name, sum / before.epochRows] as const)
  const metrics: GenerativeEpoch = {
    epoch,
    step: counters.step,
    trainLosses: Object.fromEntries(means),
    validationLosses,
    rate: plan.rateOf(before.step - 1),
    seconds: counters.seconds,
  }
  return { counters, metrics, isBest }
}
