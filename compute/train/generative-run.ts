/**
 * Trains a generative model: its losses are several, and at each epoch's end it validates where the family can, and draws
 * samples of the same noise.
 */
import { isDeepStrictEqual } from 'node:util'
import { copyOf, type NamedTensors } from '../models/weights.ts'
import { StudioError } from '../spec/errors.ts'
import type { GenerativeModelSpec } from '../spec/generative-model.ts'
import type { GenerativeCounters, GenerativeEpoch, GenerativeTraining } from '../spec/generative-training.ts'
import type { RunOutcome } from '../spec/run.ts'
import { ifKept } from './checkpoint-parts.ts'
import {
  encodeGenerativeCheckpoint,
  type GenerativeCheckpoint,
  readGenerativeCheckpoint,
} from './generative-checkpoint.ts'
import { type Apart, assertFinite, diverged } from './diverged.ts'
import { chooseGenerativeDevice } from './generative-device-check.ts'
import { layerApart } from './generative-divergence.ts'
import type { GenerativeResult, GenerativeTable } from './generative-loop-session.ts'
import { afterGenerativeEpoch, afterGenerativeSteps, firstCounters, type GenerativeState } from './generative-plan.ts'
import { createGenerativeSession, type GenerativeSession } from './generative-session.ts'
import { outOfMemoryNamed } from './out-of-memory.ts'
import { resultWeights } from './result-weights.ts'
import { followCourse, type RunCourse, type RunPart, type RunRequest } from './run-course.ts'
import type { Stopwatch } from './stopwatch.ts'

/** A finished epoch, and what the model makes after it of the run's fixed noise. */
export interface SampledEpoch {
  readonly metrics: GenerativeEpoch
  /** Samples × numbers of a row. */
  readonly samples: Float32Array
}

export interface GenerativeRunOptions extends RunRequest<SampledEpoch> {
  readonly model: GenerativeModelSpec
  readonly training: GenerativeTraining
  readonly data: GenerativeTable
  /** `training.epochs`, unless a run is to go on for longer. Learning rates of planned epochs stay as they were. */
  readonly totalEpochs?: number
}

export interface TrainedGenerator {
  readonly model: GenerativeModelSpec
  /** Numbers of a row. */
  readonly inputs: number
  /** Of the best epoch where the family has a validation loss, else the newest. */
  readonly weights: NamedTensors
  /** The epoch that the weights are of (counted from 1); 0 where no epoch was finished. */
  readonly bestEpoch: number
  readonly lastEpoch: number
  readonly step: number
  readonly outcome: RunOutcome
}

/** What a run consists of while it is running. */
interface Run {
  readonly options: GenerativeRunOptions
  readonly session: GenerativeSession
}

/**
 * Trains to the end, or until it is told to stop. The result depends on model, training spec and data alone: not on
 * checkpoints, pauses, kills, nor on how many steps a call makes. Throws what `trainRun` throws.
 */
export async function generativeRun(options: GenerativeRunOptions): Promise<TrainedGenerator> {
  const { checkpointPath, resume, model, training, data, startFrom, programs } = options
  const kept = resume ? await ifKept(checkpointPath, readGenerativeCheckpoint) : null
  const used = await chooseGenerativeDevice(training.device ?? 'cpu', model.family)
  const session = await outOfMemoryNamed(
    createGenerativeSession(model, training, data, { startFrom, device: used.device, programs }),
  )
  try {
    const state = await followCourse(courseOf({ options, session }), options, kept, used)
    const weights = state.best ?? session.resultOf(state)
    return { model, inputs: data.inputs, weights, ...resultOf(state.counters) }
  } finally {
    await session.release()
  }
}

const totalEpochsOf = ({ totalEpochs, training }: GenerativeRunOptions) => totalEpochs ?? training.epochs

/** The weights of a checkpoint that a run would give if it ended there. Throws StudioError('checkpoint-unreadable'). */
export async function readTrainedGenerator(checkpointPath: string): Promise<TrainedGenerator> {
  const { model, inputs, counters, best, weights, slots } = await readGenerativeCheckpoint(checkpointPath)
  return { model, inputs, weights: best ?? resultWeights(weights, slots, counters.step), ...resultOf(counters) }
}

function resultOf({ bestEpoch, epoch, step, ended }: GenerativeCounters) {
  return { bestEpoch: bestEpoch ?? epoch, lastEpoch: epoch, step, outcome: ended ?? 'stopped-by-person' }
}

function courseOf(run: Run): RunCourse<GenerativeState, GenerativeCheckpoint, SampledEpoch> {
  const { options, session } = run
  const { stepsPerEpoch, training, rows } = session.plan
  return {
    pace: { stepsPerEpoch, rowsPerStep: Math.min(training.batchSize, rows.length) },
    totalEpochs: totalEpochsOf(options),
    first: () => ({ counters: firstCounters, carried: session.initialState(), best: null }),
    from: (kept) => keptState(run, kept),
    endOf: (state) => endOf(state, options),
    ended: (state, outcome) => ({ ...state, counters: { ...state.counters, ended: outcome } }),
    advance: (state, part) => advance(run, state, part),
    closeEpoch: (state, lap) => closeEpoch(run, state, lap),
    keep: (state) => checkpointOf(run, state),
    encode: encodeGenerativeCheckpoint,
  }
}

function keptState({ options, session }: Run, kept: GenerativeCheckpoint): GenerativeState {
  const { model, data, training } = options
  // The order in which a spec's fields stand says nothing.
  if (!isDeepStrictEqual([kept.model, kept.inputs], [model, data.inputs]))
    throw new StudioError('checkpoint-unreadable', {}, { cause: new Error('it is the checkpoint of another model') })
  // One that stopped early and now is to have another number of epochs begins anew to be patient.
  const goesOn = kept.counters.ended === 'early-stopping' && totalEpochsOf(options) !== training.epochs
  const counters = { ...kept.counters, ended: null, ...(goesOn ? { epochsSinceBest: 0 } : {}) }
  return { counters, carried: session.stateFrom(kept.weights, kept.slots), best: kept.best }
}

/** Why the run is at its end, or null while it isn't. */
function endOf({ counters, best }: GenerativeState, options: GenerativeRunOptions): RunOutcome | null {
  const { control, training } = options
  if (control.request === 'stop') return 'stopped-by-person'
  if (counters.epoch >= totalEpochsOf(options)) return 'all-epochs'
  const patience = best === null ? Infinity : (training.earlyStopping?.patience ?? Infinity)
  return counters.epochsSinceBest >= patience ? 'early-stopping' : null
}

/** The first of some steps whose numbers are not all finite, or −1. */
function firstBad({ losses, gradientNorms }: GenerativeResult): number {
  const all = [gradientNorms, ...Object.values(losses)]
  return gradientNorms.findIndex((_, index) => all.some((values) => !Number.isFinite(values[index])))
}

async function advance({ options, session }: Run, state: GenerativeState, { steps, into, lap }: RunPart) {
  const result = await outOfMemoryNamed(session.advance(state, steps, { into }))
  const bad = firstBad(result)
  if (bad >= 0) throw diverged(state.counters, bad + 1, await stepApart(options, session, state, bad))
  const counters = afterGenerativeSteps(state.counters, result, session.plan, lap())
  const sums = Object.values(result.losses).map((values) => values.reduce((sum, loss) => sum + loss, 0))
  const loss = sums.reduce((sum, own) => sum + own, 0) / steps
  return { state: { ...state, counters, carried: result.state }, loss }
}

/** Where it shows first in a step that many after a state, or else in what that step made; null where nowhere. */
async function stepApart(
  { data }: GenerativeRunOptions,
  session: GenerativeSession,
  state: GenerativeState,
  step: number,
): Promise<Apart | null> {
  for (const steps of [step, step + 1]) {
    const carried = steps === 0 ? state.carried : (await session.advance(state, steps)).state
    const apart = await layerApart(session.model, session.weightsOf(carried), data)
    if (apart !== null) return apart
  }
  return null
}

/** The same where it shows in the validation: by the rows that were validated on. */
function validationApart(
  { data }: GenerativeRunOptions,
  session: GenerativeSession,
  weights: NamedTensors,
): Promise<Apart | null> {
  const validated = { ...data, split: { ...data.split, train: data.split.validation } }
  return layerApart(session.model, weights, validated)
}

/** Validates, draws samples, and keeps the weights if they are the best so far. */
async function closeEpoch({ options, session }: Run, state: GenerativeState, lap: Stopwatch) {
  const weights = session.resultOf(state)
  const validation = await outOfMemoryNamed(session.validate(weights))
  if (validation !== null && !Object.values(validation).every(Number.isFinite)) {
    throw diverged(state.counters, 0, await validationApart(options, session, weights))
  }
  const samples = await outOfMemoryNamed(session.sample(weights))
  const { counters, metrics, isBest } = afterGenerativeEpoch(state.counters, validation, session.plan, lap())
  return { state: { ...state, counters, best: isBest ? copyOf(weights) : state.best }, told: { metrics, samples } }
}

function checkpointOf({ options, session }: Run, state: GenerativeState): GenerativeCheckpoint {
  const [weights, slots] = [session.weightsOf(state.carried), session.slotsOf(state.carried)]
  assertFinite(weights, state.counters)
  const { model, data } = options
  return { model, inputs: data.inputs, counters: state.counters, weights, slots, best: state.best }
}
