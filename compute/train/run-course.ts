/**
 * The course of any run: its compiled loop is called again and again, and between the calls everything else is looked after:
 * each epoch's end, checkpoints, progress, and what a person asks for. What steps and epochs are is the run's own.
 */
import { setImmediate } from 'node:timers/promises'
import type { NamedTensors } from '../models/weights.ts'
import type { UsedDevice } from '../spec/device.ts'
import type { RunOutcome } from '../spec/run.ts'
import { type CheckpointInfo, createCheckpointWriter } from './checkpoint-writer.ts'
import { createChunkSize } from './chunk-size.ts'
import { obeyRequests } from './obey-requests.ts'
import type { ProgramCache } from './program-cache.ts'
import { createRunReporter, type RunListeners, type RunPace, type RunPosition } from './run-reporter.ts'
import { type CarriedState, stateBytes } from './state-layout.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import type { TrainControl } from './train-control.ts'
import { dropVanished } from './vanished-numbers.ts'

/** Where a run takes up, and what it is computed on. */
export interface BeginOfRun {
  readonly step: number
  readonly epoch: number
  readonly used: UsedDevice
}

/** What any run is given, and whom it tells. `Epoch`: what is told of a finished epoch. */
export interface RunRequest<Epoch> extends RunListeners<Epoch> {
  /** Where checkpoints are kept; null to keep none. */
  readonly checkpointPath: string | null
  /** Whether to go on from the checkpoint if there is one. */
  readonly resume: boolean
  /** Weights that a run begins with in place of random ones, as those of a pretrained model. */
  readonly startFrom?: NamedTensors
  /** Programs that were compiled before; each run compiles its own where it isn't given. */
  readonly programs?: ProgramCache | undefined
  readonly control: TrainControl
  /** Training begins, after the steps and epochs of an earlier session. It waits for what is returned. */
  onBegin?(from: BeginOfRun): void | Promise<void>
  /** A checkpoint is in its place; all epochs up to it were kept before. */
  onCheckpoint(info: CheckpointInfo): void | Promise<void>
  /** The run has paused and its checkpoint is written. */
  onPaused?(): void
}

/** Where a run stands between two calls of its loop. */
interface Standing {
  readonly counters: RunPosition & { readonly epochSteps: number }
  readonly carried: CarriedState
}

/** The steps of one call. */
export interface RunPart {
  readonly steps: number
  /** Where the new state goes: one that no later step needs. */
  readonly into: CarriedState | undefined
  readonly lap: Stopwatch
}

/** What is a run's own. `Kept`: what its checkpoints hold. */
export interface RunCourse<State extends Standing, Kept, Epoch> {
  readonly pace: RunPace
  readonly totalEpochs: number
  /** The state that a run begins with. */
  first(): State
  /** The state that a checkpoint was made of. @throws StudioError('checkpoint-unreadable') where it is of another model */
  from(kept: Kept): State
  /** Why the run is at its end, or null while it isn't. */
  endOf(state: State): RunOutcome | null
  ended(state: State, outcome: RunOutcome): State
  /** Some steps within an epoch, and the mean of their losses. @throws StudioError('training-diverged') */
  advance(state: State, part: RunPart): Promise<{ readonly state: State; readonly loss: number }>
  /** Validates, and keeps a copy of the weights if they are the best so far. @throws StudioError('training-diverged') */
  closeEpoch(state: State, lap: Stopwatch): Promise<{ readonly state: State; readonly told: Epoch }>
  /** What is kept of a state. @throws StudioError('training-diverged') where its weights are no numbers */
  keep(state: State): Kept
  encode(kept: Kept): readonly Uint8Array[]
}

/**
 * Follows a run from its beginning, or from what was kept, to its end or until it is told to stop, and gives the last state.
 * The state depends neither on checkpoints and pauses nor on how many steps a call makes. Throws what the course throws,
 * and StudioError('cancelled') when the run was interrupted.
 */
export async function followCourse<State extends Standing, Kept extends Pick<Standing, 'counters'>, Epoch>(
  course: RunCourse<State, Kept, Epoch>,
  request: RunRequest<Epoch>,
  kept: Kept | null,
  used: UsedDevice,
): Promise<State> {
  const { stepsPerEpoch } = course.pace
  const reporter = createRunReporter<Epoch>(course.pace, course.totalEpochs, request)
  const writer = createCheckpointWriter(
    request.checkpointPath,
    (checkpoint: Kept) => course.encode(checkpoint),
    () => reporter.flush(),
    (info) => request.onCheckpoint(info),
  )
  let state = kept === null ? course.first() : course.from(kept)
  await request.onBegin?.({ step: state.counters.step, epoch: state.counters.epoch, used })
  const [chunk, lap] = [createChunkSize(stateBytes(state.carried)), createStopwatch()]
  // Two states take turns: what a call goes on from, and what it writes over.
  let spare: CarriedState | undefined
  const save = () => course.keep(state)
  const keep = async () => {
    await reporter.flush()
    await writer.write(save)
  }

  async function advance(): Promise<void> {
    const steps = chunk.next(stepsPerEpoch - state.counters.epochSteps)
    const began = performance.now()
    const next = await course.advance(state, { steps, into: spare, lap })
    chunk.measured(steps, performance.now() - began)
    spare = state.carried
    state = next.state
    reporter.steps(state.counters, next.loss)
  }

  async function closeEpoch(): Promise<void> {
    // At a place that the course of a run has no influence on; the state is fresh from the loop, and nobody else's yet.
    dropVanished(state.carried)
    const closed = await course.closeEpoch(state, lap)
    state = closed.state
    reporter.epoch(closed.told)
  }

  let outcome = course.endOf(state)
  while (outcome === null) {
    await advance()
    if (state.counters.epochSteps === stepsPerEpoch) await closeEpoch()
    await writer.offer(save)
    await setImmediate()
    if (await obeyRequests(request.control, keep, () => request.onPaused?.())) lap()
    outcome = course.endOf(state)
  }
  state = course.ended(state, outcome)
  await keep()
  return state
}
