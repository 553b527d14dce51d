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
import { initialCounters, type RunState } from './run-state.ts'
import { createTrainingSession, type TrainingSession } from './training-session.ts'
import type { TrainingData } from './training-table.ts'

export interface RangeTestOptions {
  readonly model: ModelSpec
  /** Its learning rate, schedule and epochs play no part. */
  readonly training: TrainingSpec
  readonly task: Task
  readonly data: TrainingData
  /** Weights to begin with in place of random ones, as the run itself would. */
  readonly startFrom?: NamedTensors
  /** The first and the last rate. */
  readonly from?: number
  readonly to?: number
  /** Called with the share of the steps that are made. */
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
}

/** One pass over the rows makes so many steps at least, if need be by beginning again: fewer are no curve. */
const leastSteps = 100
/** Share of the average that stays: it lags about ten steps behind. */
const smoothing = 0.9
/** The loss has flown apart when its average is so many times what was lowest. */
const explosion = 4
/** Steps a call: no more than these are made beyond the explosion. */
const callSteps = 8
/** Below this share of the first losses the loss counts as fallen. */
const fallen = 0.95

/** Rates that grow by the same factor from each step to the next. */
const rateAt = (from: number, to: number, steps: number) => (step: number) => from * (to / from) ** (step / (steps - 1))

/**
 * Sweeps over the rates. The result depends on the options alone.
 *
 * Throws StudioError('too-few-rows') where there is nothing to train on, and 'cancelled' once the signal is aborted.
 */
export async function testLearningRates(options: RangeTestOptions): Promise<LearningRateRange> {
  const { model, training, task, data, startFrom, from = 1e-6, to = 10 } = options
  const session = await createTrainingSession(model, training, task, data, startFrom)
  try {
    const steps = Math.max(session.plan.stepsPerEpoch, leastSteps)
    return await sweep(session, steps, rateAt(from, to, steps), options)
  } finally {
    await session.release()
  }
}

async function sweep(
  session: TrainingSession,
  steps: number,
  learningRateAt: (step: number) => number,
  { onProgress, signal }: RangeTestOptions,
): Promise<LearningRateRange> {
  const { stepsPerEpoch } = session.plan
  const points: RangePoint[] = []
  let state: RunState = { counters: initialCounters, carried: session.initialState(), best: null }
  let [average, lowest] = [0, Infinity]
  while (points.length < steps) {
    const epochSteps = points.length % stepsPerEpoch
    const counters = {
      ...initialCounters,
      step: points.length,
      epoch: Math.floor(points.length / stepsPerEpoch),
      epochSteps,
    }
    const count = Math.min(callSteps, steps - points.length, stepsPerEpoch - epochSteps)
    const { losses, state: carried } = await session.advance({ ...state, counters }, count, learningRateAt)
    state = { ...state, carried }
    await setImmediate()
    if (signal?.aborted === true) throw new StudioError('cancelled')
    onProgress?.((points.length + count) / steps)
    for (const loss of losses) {
      average = smoothing * average + (1 - smoothing) * loss
      const smoothed = average / (1 - smoothing ** (points.length + 1))
      lowest = Math.min(lowest, smoothed)
      // Written so that a loss that is no number counts, too.
      if (!(smoothed <= explosion * lowest)) return { points, exploded: true, suggestion: suggest(points) }
      points.push({ learningRate: learningRateAt(points.length), loss, smoothed })
    }
  }
  return { points, exploded: false, suggestion: suggest(points) }
}

function suggest(points: readonly RangePoint[]): LearningRateRange['suggestion'] {
  const [first] = points
  if (first === undefined) return null
  // Where the average has little behind it, it may be low by chance.
  const settled = points.slice(Math.round(1 / (1 - smoothing)))
  const best = settled.reduce((low, point) => (point.smoothed < low.smoothed ? point : low), settled[0] ?? first)
  const start = settled[0]?.smoothed ?? first.smoothed
  return best.smoothed < fallen * start ? { learningRate: best.learningRate / 10, rule: suggestionRule } : null
}
