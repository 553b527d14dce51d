/**
 * Trains a model that predicts: what its steps, its epochs' ends and its checkpoints are, and where numbers came apart.
 */
import { isDeepStrictEqual } from 'node:util'
import { buildModel } from '../models/families.ts'
import { copyOf, type WeightedModel } from '../models/weights.ts'
import type { Task } from '../spec/dataset.ts'
import { StudioError } from '../spec/errors.ts'
import type { ModelSpec } from '../spec/model.ts'
import type { EpochMetrics, RunOutcome } from '../spec/run.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { type Checkpoint, encodeCheckpoint, readCheckpoint } from './checkpoint.ts'
import { ifKept } from './checkpoint-parts.ts'
import { type Apart, assertFinite, diverged } from './diverged.ts'
import { chooseDevice } from './device-check.ts'
import { firstLayerApart } from './divergence.ts'
import { outOfMemoryNamed } from './out-of-memory.ts'
import { resultWeights } from './result-weights.ts'
import { followCourse, type RunCourse, type RunPart, type RunRequest } from './run-course.ts'
import { afterEpoch, afterSteps, initialCounters, resumedCounters, type RunState } from './run-state.ts'
import type { Stopwatch } from './stopwatch.ts'
import { createTrainingSession, type TrainingSession } from './training-session.ts'
import { rowsOfStep } from './training-plan.ts'
import type { TrainingData } from './training-table.ts'

export interface TrainRunOptions extends RunRequest<EpochMetrics> {
  readonly model: ModelSpec
  readonly training: TrainingSpec
  readonly task: Task
  readonly data: TrainingData
  /** `training.epochs`, or another number when a run is to go on for longer. Learning rates of planned epochs stay as they were. */
  readonly totalEpochs: number
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
}

/**
 * Trains to the end, or until it is told to stop, and gives the best epoch's weights.
 *
 * The result depends on model, training spec and data alone: not on checkpoints, pauses, kills, the speed of the machine,
 * nor on how many steps a call makes. Throws StudioError: 'training-diverged' {epoch, step, layer?} when a loss is no number,
 * 'checkpoint-unreadable', 'too-few-rows', 'training-out-of-memory', and 'cancelled' when it was interrupted.
 */
export async function trainRun(options: TrainRunOptions): Promise<TrainedModel> {
  const { checkpointPath, model, training, task, data, startFrom, programs } = options
  const kept = options.resume ? await ifKept(checkpointPath, readCheckpoint) : null
  const used = await chooseDevice(training.device)
  const session = await outOfMemoryNamed(
    createTrainingSession(model, training, task, data, { startFrom, device: used.device, programs }),
  )
  try {
    const state = await followCourse(courseOf({ options, session }), options, kept, used)
    const weights = state.best ?? session.resultOf(state)
    return { model, inputs: data.inputs, outputs: data.outputs, weights, ...resultOf(state.counters) }
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

function courseOf(run: Run): RunCourse<RunState, Checkpoint, EpochMetrics> {
  const { options, session } = run
  const { plan } = session
  const { totalEpochs } = options
  return {
    pace: { stepsPerEpoch: plan.stepsPerEpoch, rowsPerStep: rowsOfStep(plan, 0) },
    totalEpochs,
    first: () => ({ counters: initialCounters, carried: session.initialState(), best: null }),
    from: (kept) => keptState(run, kept),
    endOf: (state) => endOf(state, options),
    ended: (state, outcome) => ({ ...state, counters: { ...state.counters, ended: { outcome, totalEpochs } } }),
    advance: (state, part) => advance(run, state, part),
    closeEpoch: (state, lap) => closeEpoch(run, state, lap),
    keep: (state) => checkpointOf(run, state),
    encode: encodeCheckpoint,
  }
}

function keptState({ options, session }: Run, kept: Checkpoint): RunState {
  const { model, data, totalEpochs } = options
  // The order in which a spec's fields stand says nothing.
  const fits = isDeepStrictEqual([kept.model, kept.inputs, kept.outputs], [model, data.inputs, data.outputs])
  if (!fits)
    throw new StudioError('checkpoint-unreadable', {}, { cause: new Error('it is the checkpoint of another model') })
  const counters = resumedCounters(kept.counters, totalEpochs)
  return { counters, carried: session.stateFrom(kept.weights, kept.slots), best: kept.best }
}

/** Why the run is at its end, or null while it isn't. One that had ended when it was kept, and is to be no longer, still is. */
function endOf({ counters }: RunState, { control, training, totalEpochs }: TrainRunOptions): RunOutcome | null {
  if (counters.ended !== null) return counters.ended.outcome
  if (control.request === 'stop') return 'stopped-by-person'
  if (counters.epoch >= totalEpochs) return 'all-epochs'
  const patience = training.earlyStopping?.patience ?? Infinity
  return counters.epochsSinceBest >= patience ? 'early-stopping' : null
}

async function advance({ options, session }: Run, state: RunState, { steps, into, lap }: RunPart) {
  const result = await outOfMemoryNamed(session.advance(state, steps, { into }))
  const bad = result.losses.findIndex(
    (loss, index) => !Number.isFinite(loss) || !Number.isFinite(result.gradientNorms[index]),
  )
  if (bad >= 0) throw diverged(state.counters, bad + 1, await stepApart({ options, session }, state, bad))
  const counters = afterSteps(state.counters, result, session.plan, lap())
  const loss = result.losses.reduce((sum, own) => sum + own, 0) / steps
  return { state: { ...state, counters, carried: result.state }, loss }
}

async function closeEpoch({ options, session }: Run, state: RunState, lap: Stopwatch) {
  const weights = session.resultOf(state)
  const validation = await outOfMemoryNamed(session.validate(weights))
  if (!Number.isFinite(validation.loss)) {
    throw diverged(state.counters, 0, await forwardApart(options, session, state))
  }
  const { counters, metrics, isBest } = afterEpoch(state.counters, validation, session.plan, lap())
  return { state: { ...state, counters, best: isBest ? copyOf(weights) : state.best }, told: metrics }
}

/**
 * Where it shows first in a step that comes so many after a state: in what the layers give before it, in its gradients, or
 * else in the weights after it; null where nowhere.
 */
async function stepApart({ options, session }: Run, state: RunState, stepsOn: number): Promise<Apart | null> {
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

function checkpointOf({ options, session }: Run, { counters, carried, best }: RunState): Checkpoint {
  const { model, data } = options
  const [weights, slots] = [session.weightsOf(carried), session.slotsOf(carried)]
  assertFinite(weights, counters)
  return { model, inputs: data.inputs, outputs: data.outputs, counters, weights, slots, best }
}
