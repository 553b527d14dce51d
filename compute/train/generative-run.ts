/**
 * Trains a generative model: calls its compiled loop again and again, and at each epoch's end validates where the family can,
 * and draws samples of the same noise. Checkpoints, progress and requests are those of other runs.
 */
import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { NamedTensors } from '../models/weights.ts'
import { StudioError } from '../spec/errors.ts'
import type { GenerativeModelSpec } from '../spec/generative-model.ts'
import type { GenerativeCounters, GenerativeEpoch, GenerativeTraining } from '../spec/generative-training.ts'
import type { RunOutcome } from '../spec/run.ts'
import { type CheckpointInfo, type CheckpointWriter, createCheckpointWriter } from './checkpoint-writer.ts'
import { ifKept } from './checkpoint-parts.ts'
import { type ChunkSize, createChunkSize } from './chunk-size.ts'
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
import { obeyRequests } from './obey-requests.ts'
import { outOfMemoryNamed } from './out-of-memory.ts'
import type { ProgramCache } from './program-cache.ts'
import { resultWeights } from './result-weights.ts'
import { createRunReporter, type RunListeners, type RunReporter } from './run-reporter.ts'
import { stateBytes } from './state-layout.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import type { TrainControl } from './train-control.ts'
import type { BeginOfRun } from './train-run.ts'
import { dropVanished } from './vanished-numbers.ts'

/** A finished epoch, and what the model makes after it of the run's fixed noise. */
export interface SampledEpoch {
  readonly metrics: GenerativeEpoch
  /** Samples × numbers of a row. */
  readonly samples: Float32Array
}

export interface GenerativeRunOptions extends RunListeners<SampledEpoch> {
  readonly model: GenerativeModelSpec
  readonly training: GenerativeTraining
  readonly data: GenerativeTable
  /** Where checkpoints are kept; null to keep none. */
  readonly checkpointPath: string | null
  /** Whether to go on from the checkpoint if there is one. */
  readonly resume: boolean
  /** `training.epochs`, unless a run is to go on for longer. Learning rates of planned epochs stay as they were. */
  readonly totalEpochs?: number
  /** Weights that a run begins with in place of random ones, as those of a model that was trained before. */
  readonly startFrom?: NamedTensors
  /** Programs that were compiled before; each run compiles its own where it isn't given. */
  readonly programs?: ProgramCache | undefined
  readonly control: TrainControl
  /** Training begins, after the epochs of an earlier session. It waits for what is returned. */
  onBegin?(from: BeginOfRun): void | Promise<void>
  /** A checkpoint is in its place; all epochs up to it were kept before. */
  onCheckpoint(info: CheckpointInfo): void | Promise<void>
  /** The run has paused and its checkpoint is written. */
  onPaused?(): void
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
  readonly reporter: RunReporter<SampledEpoch>
  readonly writer: CheckpointWriter<GenerativeCheckpoint>
}

/**
 * Trains to the end, or until it is told to stop. The result depends on model, training spec and data alone: not on
 * checkpoints, pauses, kills, nor on how many steps a call makes. Throws what `trainRun` throws.
 */
export async function generativeRun(options: GenerativeRunOptions): Promise<TrainedGenerator> {
  const { checkpointPath, resume, model, training, data } = options
  const kept = resume ? await ifKept(checkpointPath, readGenerativeCheckpoint) : null
  const used = await chooseGenerativeDevice(training.device ?? 'cpu', model.family)
  const session = await outOfMemoryNamed(
    createGenerativeSession(model, training, data, {
      startFrom: options.startFrom,
      device: used.device,
      programs: options.programs,
    }),
  )
  const { stepsPerEpoch, training: rows } = session.plan
  const pace = { stepsPerEpoch, rowsPerStep: Math.min(rows.batchSize, session.plan.rows.length) }
  const reporter = createRunReporter<SampledEpoch>(pace, totalEpochsOf(options), options)
  const writer = createCheckpointWriter(
    checkpointPath,
    encodeGenerativeCheckpoint,
    () => reporter.flush(),
    (info) => options.onCheckpoint(info),
  )
  try {
    const state = kept === null ? firstState(session) : keptState(session, kept, options)
    await options.onBegin?.({ step: state.counters.step, epoch: state.counters.epoch, used })
    return await train({ options, session, reporter, writer }, state)
  } finally {
    await session.release()
  }
}

const totalEpochsOf = ({ totalEpochs, training }: GenerativeRunOptions) => totalEpochs ?? training.epochs

/** The weights of a checkpoint that a run would give if it ended there. Throws StudioError('checkpoint-unreadable'). */
export async function readTrainedGenerator(checkpointPath: string): Promise<TrainedGenerator> {
  const { model, inputs, counters, best, weights, slots } = await readGenerativeCheckpoint(checkpointPath)
  return {
    model,
    inputs,
    weights: best ?? resultWeights(weights, slots, counters.step),
    ...endedAt(counters),
    outcome: counters.ended ?? 'stopped-by-person',
  }
}

const endedAt = ({ bestEpoch, epoch, step }: GenerativeCounters) => ({
  bestEpoch: bestEpoch ?? epoch,
  lastEpoch: epoch,
  step,
})

function firstState(session: GenerativeSession): GenerativeState {
  return { counters: firstCounters, carried: session.initialState(), best: null }
}

function keptState(
  session: GenerativeSession,
  kept: GenerativeCheckpoint,
  options: GenerativeRunOptions,
): GenerativeState {
  const { model, data, training } = options
  // The order in which a spec's fields stand says nothing.
  if (!isDeepStrictEqual([kept.model, kept.inputs], [model, data.inputs]))
    throw new StudioError('checkpoint-unreadable', {}, { cause: new Error('it is the checkpoint of another model') })
  // One that stopped early and now is to have another number of epochs begins anew to be patient.
  const goesOn = kept.counters.ended === 'early-stopping' && totalEpochsOf(options) !== training.epochs
  const counters = { ...kept.counters, ended: null, ...(goesOn ? { epochsSinceBest: 0 } : {}) }
  return { counters, carried: session.stateFrom(kept.weights, kept.slots), best: kept.best }
}

/** From one call of the loop to the next until the run has ended. */
async function train(run: Run, from: GenerativeState): Promise<TrainedGenerator> {
  const { options, session, reporter, writer } = run
  const [chunk, lap] = [createChunkSize(stateBytes(from.carried)), createStopwatch()]
  let state = from
  const save = () => checkpointOf(run, state)
  const keep = async () => {
    await reporter.flush()
    await writer.write(save)
  }
  let outcome = endOf(state, options)
  while (outcome === null) {
    state = await advance(run, state, chunk, lap)
    if (state.counters.epochSteps === session.plan.stepsPerEpoch) state = await closeEpoch(run, state, lap)
    await writer.offer(save)
    await setImmediate()
    if (await obeyRequests(options.control, keep, () => options.onPaused?.())) lap()
    outcome = endOf(state, options)
  }
  state = { ...state, counters: { ...state.counters, ended: outcome } }
  await keep()
  const weights = state.best ?? session.resultOf(state)
  const { model, data } = options
  return { model, inputs: data.inputs, weights, ...endedAt(state.counters), outcome }
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

/** Some steps within an epoch. */
async function advance(
  { options, session, reporter }: Run,
  state: GenerativeState,
  chunk: ChunkSize,
  lap: Stopwatch,
): Promise<GenerativeState> {
  const { counters } = state
  const steps = chunk.next(session.plan.stepsPerEpoch - counters.epochSteps)
  const began = performance.now()
  const result = await outOfMemoryNamed(session.advance(state, steps))
  chunk.measured(steps, performance.now() - began)
  const bad = firstBad(result)
  if (bad >= 0) throw diverged(counters, bad + 1, await stepApart(options, session, state, bad))
  const next = afterGenerativeSteps(counters, result, session.plan, lap())
  const sums = Object.values(result.losses).map((values) => values.reduce((sum, loss) => sum + loss, 0))
  reporter.steps(next, sums.reduce((sum, own) => sum + own, 0) / steps)
  return { ...state, counters: next, carried: result.state }
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
async function closeEpoch(
  { options, session, reporter }: Run,
  state: GenerativeState,
  lap: Stopwatch,
): Promise<GenerativeState> {
  // At a place that the course of a run has no influence on; the state is fresh from the loop, and nobody else's yet.
  dropVanished(state.carried)
  const weights = session.resultOf(state)
  const validation = await outOfMemoryNamed(session.validate(weights))
  if (validation !== null && !Object.values(validation).every(Number.isFinite)) {
    throw diverged(state.counters, 0, await validationApart(options, session, weights))
  }
  const samples = await outOfMemoryNamed(session.sample(weights))
  const { counters, metrics, isBest } = afterGenerativeEpoch(state.counters, validation, session.plan, lap())
  reporter.epoch({ metrics, samples })
  return { ...state, counters, best: isBest ? weights : state.best }
}

/** What is kept of a state. Weights that are no numbers are not. */
function checkpointOf({ options, session }: Run, state: GenerativeState): GenerativeCheckpoint {
  const [weights, slots] = [session.weightsOf(state.carried), session.slotsOf(state.carried)]
  assertFinite(weights, state.counters)
  const { model, data } = options
  return { model, inputs: data.inputs, counters: state.counters, weights, slots, best: state.best }
}
