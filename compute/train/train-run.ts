/**
 * Trains a model: calls the compiled loop again and again, and between the calls looks after everything else: validation
 * at each epoch's end, the best weights, early stopping, checkpoints, progress, and what a person asks for.
 */
import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { buildModel } from '../models/families.ts'
import type { NamedTensors, WeightedModel } from '../models/weights.ts'
import type { Task } from '../spec/dataset.ts'
import type { UsedDevice } from '../spec/device.ts'
import { StudioError } from '../spec/errors.ts'
import type { ModelSpec } from '../spec/model.ts'
import type { EpochMetrics, RunOutcome } from '../spec/run.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { type Checkpoint, encodeCheckpoint, readCheckpoint } from './checkpoint.ts'
import { type CheckpointInfo, type CheckpointWriter, createCheckpointWriter } from './checkpoint-writer.ts'
import { ifKept } from './checkpoint-parts.ts'
import { type ChunkSize, createChunkSize } from './chunk-size.ts'
import { type Apart, assertFinite, diverged } from './diverged.ts'
import { chooseDevice } from './device-check.ts'
import { firstLayerApart } from './divergence.ts'
import { obeyRequests } from './obey-requests.ts'
import { outOfMemoryNamed } from './out-of-memory.ts'
import { resultWeights } from './result-weights.ts'
import type { ProgramCache } from './program-cache.ts'
import { createRunReporter, type RunListeners, type RunReporter } from './run-reporter.ts'
import { afterEpoch, afterSteps, initialCounters, resumedCounters, type RunState } from './run-state.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import type { TrainControl } from './train-control.ts'
import { createTrainingSession, type TrainingSession } from './training-session.ts'
import { rowsOfStep } from './training-plan.ts'
import type { TrainingData } from './training-table.ts'
import { stateBytes } from './state-layout.ts'
import { dropVanished } from './vanished-numbers.ts'

/** Where a run takes up, and what it is computed on. */
export interface BeginOfRun {
  readonly step: number
  readonly epoch: number
  readonly used: UsedDevice
}

export interface TrainRunOptions extends RunListeners {
  readonly model: ModelSpec
  readonly training: TrainingSpec
  readonly task: Task
  readonly data: TrainingData
  /** Where checkpoints are kept; null to keep none. */
  readonly checkpointPath: string | null
  /** Whether to go on from the checkpoint if there is one. */
  readonly resume: boolean
  /** Weights that a run begins with in place of random ones, as those of a pretrained model. */
  readonly startFrom?: NamedTensors
  /** Programs that were compiled before; each run compiles its own where it isn't given. */
  readonly programs?: ProgramCache | undefined
  /** `training.epochs`, or another number when a run is to go on for longer. Learning rates of planned epochs stay as they were. */
  readonly totalEpochs: number
  readonly control: TrainControl
  /** Training begins, after the steps and epochs of an earlier session. It waits for what is returned. */
  onBegin?(from: BeginOfRun): void | Promise<void>
  /** A checkpoint is in its place; all epochs up to it were kept before. */
  onCheckpoint(info: CheckpointInfo): void | Promise<void>
  /** The run has paused and its checkpoint is written. */
  onPaused?(): void
}

export interface TrainedModel extends WeightedModel {
  /** The epoch that the weights are of (counted from 1); 0 where no epoch was finished. */
  readonly bestEpoch: number
  readonly lastEpoch: number
  readonly step: number
  readonly outcome: RunOutcome
}

/** What a run consists of while it is running. */
interface Run {
  readonly options: TrainRunOptions
  readonly session: TrainingSession
  readonly reporter: RunReporter
  readonly writer: CheckpointWriter<Checkpoint>
}

/**
 * Trains to the end, or until it is told to stop, and gives the best epoch's weights.
 *
 * The result depends on model, training spec and data alone: not on checkpoints, pauses, kills, the speed of the machine,
 * nor on how many steps a call makes. Throws StudioError: 'training-diverged' {epoch, step, layer?} when a loss is no number,
 * 'checkpoint-unreadable', 'too-few-rows', 'training-out-of-memory', and 'cancelled' when it was interrupted.
 */
export async function trainRun(options: TrainRunOptions): Promise<TrainedModel> {
  const { checkpointPath, model, training, task, data } = options
  const kept = options.resume ? await ifKept(checkpointPath, readCheckpoint) : null
  const used = await chooseDevice(training.device)
  const session = await outOfMemoryNamed(
    createTrainingSession(model, training, task, data, {
      startFrom: options.startFrom,
      device: used.device,
      programs: options.programs,
    }),
  )
  const { plan } = session
  const pace = { stepsPerEpoch: plan.stepsPerEpoch, rowsPerStep: rowsOfStep(plan, 0) }
  const reporter = createRunReporter<EpochMetrics>(pace, options.totalEpochs, options)
  const writer = createCheckpointWriter(
    checkpointPath,
    encodeCheckpoint,
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

/** The best weights in a checkpoint. Throws StudioError('checkpoint-unreadable'). */
export async function readTrainedModel(checkpointPath: string): Promise<TrainedModel> {
  const { model, inputs, outputs, counters, best, weights, slots } = await readCheckpoint(checkpointPath)
  const result = best ?? resultWeights(weights, slots, counters.step)
  return { model, inputs, outputs, weights: result, ...resultOf(counters) }
}

function resultOf({ bestEpoch, epoch, step, ended }: RunState['counters']) {
  return { bestEpoch: bestEpoch ?? 0, lastEpoch: epoch, step, outcome: ended?.outcome ?? 'stopped-by-person' }
}

function firstState(session: TrainingSession): RunState {
  return { counters: initialCounters, carried: session.initialState(), best: null }
}

function keptState(
  session: TrainingSession,
  kept: Checkpoint,
  { model, data, totalEpochs }: TrainRunOptions,
): RunState {
  // The order in which a spec's fields stand says nothing.
  const fits = isDeepStrictEqual([kept.model, kept.inputs, kept.outputs], [model, data.inputs, data.outputs])
  if (!fits)
    throw new StudioError('checkpoint-unreadable', {}, { cause: new Error('it is the checkpoint of another model') })
  const counters = resumedCounters(kept.counters, totalEpochs)
  return { counters, carried: session.stateFrom(kept.weights, kept.slots), best: kept.best }
}

/** The loop around the loop: from one call to the next until the run has ended. */
async function train(run: Run, from: RunState): Promise<TrainedModel> {
  const { options, session, reporter, writer } = run
  const chunk = createChunkSize(stateBytes(from.carried))
  const lap = createStopwatch()
  let state = from
  const save = () => checkpointOf(run, state)
  const keep = async () => {
    await reporter.flush()
    await writer.write(save)
  }
  while (state.counters.ended === null) {
    const ended = endOf(state, options)
    if (ended !== null) {
      state = { ...state, counters: { ...state.counters, ended: { outcome: ended, totalEpochs: options.totalEpochs } } }
      break
    }
    state = await advance(run, state, chunk, lap)
    if (state.counters.epochSteps === session.plan.stepsPerEpoch) state = await closeEpoch(run, state, lap)
    await writer.offer(save)
    await setImmediate()
    if (await obeyRequests(options.control, keep, () => options.onPaused?.())) lap()
  }
  await keep()
  const { model, data } = options
  const weights = state.best ?? session.resultOf(state)
  return { model, inputs: data.inputs, outputs: data.outputs, weights, ...resultOf(state.counters) }
}

/** Why the run is at its end, or null while it isn't. */
function endOf({ counters }: RunState, { control, training, totalEpochs }: TrainRunOptions): RunOutcome | null {
  if (control.request === 'stop') return 'stopped-by-person'
  if (counters.epoch >= totalEpochs) return 'all-epochs'
  const patience = training.earlyStopping?.patience ?? Infinity
  return counters.epochsSinceBest >= patience ? 'early-stopping' : null
}

/** Some steps within an epoch. */
async function advance(
  { options, session, reporter }: Run,
  state: RunState,
  chunk: ChunkSize,
  lap: Stopwatch,
): Promise<RunState> {
  const steps = chunk.next(session.plan.stepsPerEpoch - state.counters.epochSteps)
  const began = performance.now()
  const result = await outOfMemoryNamed(session.advance(state, steps))
  chunk.measured(steps, performance.now() - began)
  const bad = result.losses.findIndex(
    (loss, index) => !Number.isFinite(loss) || !Number.isFinite(result.gradientNorms[index]),
  )
  if (bad >= 0) throw diverged(state.counters, bad + 1, await stepApart({ options, session }, state, bad))
  const counters = afterSteps(state.counters, result, session.plan, lap())
  reporter.steps(counters, result.losses.reduce((sum, loss) => sum + loss, 0) / steps)
  return { ...state, counters, carried: result.state }
}

/** Validates, and keeps the weights if they are the best so far. */
async function closeEpoch({ options, session, reporter }: Run, state: RunState, lap: Stopwatch): Promise<RunState> {
  // At a place that the course of a run has no influence on; the state is fresh from the loop, and nobody else's yet.
  dropVanished(state.carried)
  const weights = session.resultOf(state)
  const validation = await outOfMemoryNamed(session.validate(weights))
  if (!Number.isFinite(validation.loss)) {
    throw diverged(state.counters, 0, await forwardApart(options, session, state))
  }
  const { counters, metrics, isBest } = afterEpoch(state.counters, validation, session.plan, lap())
  reporter.epoch(metrics)
  return { ...state, counters, best: isBest ? weights : state.best }
}

/**
 * Where it shows first in a step that comes so many after a state: in what the layers give before it, in its gradients, or
 * else in the weights after it; null where nowhere.
 */
async function stepApart(
  { options, session }: Pick<Run, 'options' | 'session'>,
  state: RunState,
  stepsOn: number,
): Promise<Apart | null> {
  const after = async (steps: number): Promise<RunState> => {
    if (steps === 0) return state
    const result = await session.advance(state, steps)
    return { ...state, counters: afterSteps(state.counters, result, session.plan, 0), carried: result.state }
  }
  const before = await after(stepsOn)
  const forward = await forwardApart(options, session, before)
  if (forward !== null) return forward
  const layer = await session.gradientApart(before)
  return layer === null ? forwardApart(options, session, await after(stepsOn + 1)) : { layer, way: 'gradient' }
}

/** The layer whose weights or whose results are not all finite in a state; null where none is such. */
async function forwardApart(
  { model, data }: TrainRunOptions,
  session: TrainingSession,
  { carried }: RunState,
): Promise<Apart | null> {
  const layers = buildModel(model, data.inputs, data.outputs)
  const layer = await firstLayerApart(layers, session.weightsOf(carried), data)
  return layer === null ? null : { layer, way: 'forward' }
}

/** What is kept of a state. Weights that are no numbers are not. */
function checkpointOf({ options, session }: Run, { counters, carried, best }: RunState): Checkpoint {
  const { model, data } = options
  const [weights, slots] = [session.weightsOf(carried), session.slotsOf(carried)]
  assertFinite(weights, counters)
  return { model, inputs: data.inputs, outputs: data.outputs, counters, weights, slots, best }
}
