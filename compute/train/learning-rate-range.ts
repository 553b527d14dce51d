/**
 * The learning-rate range test (Smith 2017, Cyclical Learning Rates for Training Neural Networks): a short training whose
 * rate grows from step to step, until the loss flies apart. What it learns is thrown away; what stays is the curve of losses
 * over rates, and a rate to train with.
 */
import { setImmediate } from 'node:timers/promises'
import type { NamedTensors } from '../models/weights.ts'
import type { Task } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import { type LearningRateRange, type RangePoint, suggestionRule } from '../spec/learning-rate-range.ts'
import type { ModelSpec } from '../spec/model.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { initialCounters } from './run-state.ts'
import type { CarriedState } from './state-layout.ts'
import { createTrainingSession } from './training-session.ts'
import type { TrainingData } from './training-table.ts'

/** How the rates are swept over. */
export interface SweepOptions {
  /** The first and the last rate. */
  readonly from?: number
  readonly to?: number
  /** Below this share of the first losses the loss counts as fallen: near 1 for one that stays high however well it is made small. */
  readonly fallen?: number
  /** Called with the share of the steps that are made. */
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
}

export interface RangeTestOptions extends SweepOptions {
  readonly model: ModelSpec
  /** Its learning rate, schedule and epochs play no part. */
  readonly training: TrainingSpec
  readonly task: Task
  readonly data: TrainingData
  /** Weights to begin with in place of random ones, as the run itself would. */
  readonly startFrom?: NamedTensors
}

/** Where a sweep is: steps made, epochs finished, and steps of the one under way. */
export interface SweepPlace {
  readonly step: number
  readonly epoch: number
  readonly epochSteps: number
}

/** What is trained while the rates are swept over. */
export interface SweptTraining {
  readonly stepsPerEpoch: number
  /** Makes the next steps from a place on, at these rates, and gives their losses. Goes on from the steps before. */
  advance(place: SweepPlace, steps: number, learningRateAt: (step: number) => number): Promise<Float32Array>
}

/** One pass over the rows makes so many steps at least, if need be by beginning again: fewer are no curve. */
const leastSteps = 100
/** Share of the average that stays: it lags about ten steps behind. */
const smoothing = 0.9
/** The loss has flown apart when its average is so many times what was lowest. */
const explosion = 4
/** Steps a call: no more than these are made beyond the explosion. */
const callSteps = 8
/** Below this share of the first losses a loss counts as fallen. */
const usuallyFallen = 0.95

/** Rates that grow by the same factor from each step to the next. */
const rateAt = (from: number, to: number, steps: number) => (step: number) => from * (to / from) ** (step / (steps - 1))

/**
 * Sweeps over the rates. The result depends on the options alone.
 *
 * Throws StudioError('too-few-rows') where there is nothing to train on, and 'cancelled' once the signal is aborted.
 */
export async function testLearningRates(options: RangeTestOptions): Promise<LearningRateRange> {
  const { model, training, task, data, startFrom } = options
  const session = await createTrainingSession(model, training, task, data, { startFrom })
  let carried = session.initialState()
  let spare: CarriedState | undefined
  const swept: SweptTraining = {
    stepsPerEpoch: session.plan.stepsPerEpoch,
    advance: async (place, steps, rateAt) => {
      const state = { counters: { ...initialCounters, ...place }, carried, best: null }
      const result = await session.advance(state, steps, { rateAt, into: spare })
      spare = carried
      carried = result.state
      return result.losses
    },
  }
  try {
    return await sweepRates(swept, options)
  } finally {
    await session.release()
  }
}

/** Sweeps over the rates with a training from its beginning on. Throws StudioError('cancelled') once the signal is aborted. */
export async function sweepRates(
  training: SweptTraining,
  { from = 1e-6, to = 10, fallen = usuallyFallen, onProgress, signal }: SweepOptions,
): Promise<LearningRateRange> {
  const { stepsPerEpoch } = training
  const steps = Math.max(stepsPerEpoch, leastSteps)
  const learningRateAt = rateAt(from, to, steps)
  const points: RangePoint[] = []
  let [average, lowest] = [0, Infinity]
  while (points.length < steps) {
    const epochSteps = points.length % stepsPerEpoch
    const place = { step: points.length, epoch: Math.floor(points.length / stepsPerEpoch), epochSteps }
    const count = Math.min(callSteps, steps - points.length, stepsPerEpoch - epochSteps)
    const losses = await training.advance(place, count, learningRateAt)
    await setImmediate()
    if (signal?.aborted === true) throw new StudioError('cancelled')
    onProgress?.((points.length + count) / steps)
    for (const loss of losses) {
      average = smoothing * average + (1 - smoothing) * loss
      const smoothed = average / (1 - smoothing ** (points.length + 1))
      lowest = Math.min(lowest, smoothed)
      // Written so that a loss that is no number counts, too.
      if (!(smoothed <= explosion * lowest)) return { points, exploded: true, suggestion: suggest(points, fallen) }
      points.push({ learningRate: learningRateAt(points.length), loss, smoothed })
    }
  }
  return { points, exploded: false, suggestion: suggest(points, fallen) }
}

function suggest(points: readonly RangePoint[], fallen: number): LearningRateRange['suggestion'] {
  const [first] = points
  if (first === undefined) return null
  // Where the average has little behind it, it may be low by chance.
  const settled = points.slice(Math.round(1 / (1 - smoothing)))
  const best = settled.reduce((low, point) => (point.smoothed < low.smoothed ? point : low), settled[0] ?? first)
  const start = settled[0]?.smoothed ?? first.smoothed
  return best.smoothed < fallen * start ? { learningRate: best.learningRate / 10, rule: suggestionRule } : null
}
