/** How a run's steps are laid out: which rows, how many a step, how many steps an epoch. */
import type { OrderPart } from '../data/rows/record-stream.ts'
import type { Targets } from '../data/training-table.ts'
import type { Layer } from '../nn/layer.ts'
import { initialPlateau, type PlateauState } from '../optim/plateau.ts'
import { learningRateAt } from '../optim/schedule.ts'
import { StudioError } from '../spec/errors.ts'
import { shuffleInPlace } from '../spec/random.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { rowsByClass, sampleRows } from './class-sampling.ts'

/** Which rows a run takes, and in batches of what size. */
export interface RowPlan {
  readonly training: Pick<TrainingSpec, 'batchSize' | 'seed'>
  /** Row numbers to train on; where classes are sampled, those of the first epoch. */
  readonly rows: Uint32Array
  /** Draws the rows of an epoch, as many each time. Without, all take the same. */
  readonly draw?: (epoch: number) => Uint32Array
}

export interface TrainingPlan extends RowPlan {
  readonly training: TrainingSpec
  readonly stepsPerEpoch: number
  /** Random keys that a step needs. */
  readonly keysPerStep: number
}

/**
 * Plans a run. @param targets by which classes are sampled, where the run asks for that
 *
 * The last batch of an epoch takes what is left, unless that is a single row and the model normalises over the
 * batch: one row has no variance. Throws StudioError('too-few-rows') where there is nothing to train or to validate on.
 */
export function planTraining(
  training: TrainingSpec,
  model: Layer,
  split: { readonly train: Uint32Array; readonly validation: Uint32Array },
  targets: Targets | null = null,
): Omit<TrainingPlan, 'keysPerStep'> {
  const draw = drawOf(training, split.train, targets)
  const rows = draw?.(0) ?? split.train
  if (rows.length === 0 || split.validation.length === 0) {
    throw new StudioError('too-few-rows', { rows: rows.length + split.validation.length })
  }
  const whole = Math.floor(rows.length / training.batchSize)
  const rest = rows.length % training.batchSize
  const normalizesOverBatch = model.buffers.length > 0
  const dropsRest = rest === 0 || (rest === 1 && normalizesOverBatch && whole > 0)
  const stepsPerEpoch = whole + (dropsRest ? 0 : 1)
  return { training, rows, stepsPerEpoch, ...(draw === undefined ? {} : { draw }) }
}

/** How the rows of an epoch are drawn; undefined where classes are taken as they are, or rows have not one class each. */
function drawOf({ classSampling, seed }: TrainingSpec, train: Uint32Array, targets: Targets | null): RowPlan['draw'] {
  if (classSampling === 'none' || targets?.kind !== 'classes' || train.length === 0) return undefined
  const byClass = rowsByClass(train, targets.values)
  return (epoch) => sampleRows(byClass, classSampling, seed, epoch)
}

/** Rows in the batch of a step, counted within its epoch. */
export function rowsOfStep({ training, rows }: RowPlan, epochStep: number): number {
  return Math.min(training.batchSize, rows.length - epochStep * training.batchSize)
}

/** The order in which an epoch (counted from 0) takes the rows, from (seed, epoch) alone. */
export function epochOrder({ training, rows, draw }: RowPlan, epoch: number): Uint32Array {
  const order = draw?.(epoch) ?? rows.slice()
  shuffleInPlace(order, training.seed, 'batchOrder', epoch)
  return order
}

/** Gives an epoch's order, remembering the newest two: several calls of the loop take from the same, and read ahead in the next. */
export function orderMemory(plan: RowPlan): (epoch: number) => Uint32Array {
  const known = new Map<number, Uint32Array>()
  return (epoch) => {
    const order = known.get(epoch) ?? epochOrder(plan, epoch)
    known.delete(epoch)
    known.set(epoch, order)
    const [oldest] = known.keys()
    if (known.size > 2 && oldest !== undefined) known.delete(oldest)
    return order
  }
}

/** The rows of some steps of an epoch, in its order, from the epoch's step of that number on. */
export function rowsOfSteps(
  plan: RowPlan,
  orderOf: (epoch: number) => Uint32Array,
  { epoch, epochSteps }: { readonly epoch: number; readonly epochSteps: number },
  steps: number,
): OrderPart {
  const last = epochSteps + steps - 1
  const from = epochSteps * plan.training.batchSize
  const to = last * plan.training.batchSize + rowsOfStep(plan, last)
  return { order: orderOf(epoch), from, to, next: () => orderOf(epoch + 1) }
}

/** The learning rate of a step, counted from 0, with what a plateau has left of it. */
export function learningRateOf(
  { training, stepsPerEpoch }: TrainingPlan,
  step: number,
  { scale }: PlateauState = initialPlateau,
): number {
  const planned = { stepsPerEpoch, epochs: training.epochs }
  return learningRateAt(training.schedule, training.learningRate, step, planned, scale)
}
