/**
 * What can be done to a run in each of its states, and how far it is. Pure; the states' table is the main process's,
 * this is what of it a person is offered.
 */
import type { RunProgress, RunStatus } from '../../../compute/spec/run.ts'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'

/** Commands on a run's training. */
export const runCommands = ['pause', 'resume', 'stop', 'extend'] as const
export type RunCommand = (typeof runCommands)[number]

/** For each state what is offered, the main one last. */
export const controlsOf = {
  queued: ['stop'],
  running: ['stop', 'pause'],
  paused: ['stop', 'resume'],
  interrupted: ['stop', 'resume'],
  failed: ['resume'],
  stopped: ['extend'],
  completed: ['extend'],
} as const satisfies Record<RunStatus, readonly RunCommand[]>

/** What is offered while a run's data is prepared: there is nothing yet to pause. */
export const controlsWhilePreparing = ['stop'] as const satisfies readonly RunCommand[]

/** States whose page is the result. */
export const isFinished = {
  queued: false,
  running: false,
  paused: false,
  interrupted: false,
  failed: false,
  stopped: true,
  completed: true,
} as const satisfies Record<RunStatus, boolean>

/** How far a run is, out of its newest progress or, before there is any, out of its record. */
export interface RunState {
  readonly fraction: number
  readonly epoch: number
  readonly totalEpochs: number
  readonly seconds: number
  readonly secondsLeft: number | null
  readonly stepsPerSecond: number | null
  readonly rowsPerSecond: number | null
  readonly bestEpoch: number | null
  readonly bestValidationLoss: number | null
}

/**
 * Joins record and progress. Speed and time left are of a run that is running only; a run that was started again
 * (its record is ahead of an old progress) goes by its record.
 */
export function runState(run: RunSummary, progress: RunProgress | null): RunState {
  const live = progress !== null && progress.totalEpochs === run.totalEpochs && progress.epoch >= run.epoch
  if (!live) {
    return {
      fraction: run.totalEpochs === 0 ? 0 : Math.min(1, run.epoch / run.totalEpochs),
      epoch: run.epoch,
      totalEpochs: run.totalEpochs,
      seconds: run.seconds,
      secondsLeft: null,
      stepsPerSecond: null,
      rowsPerSecond: null,
      bestEpoch: run.bestEpoch,
      bestValidationLoss: run.bestValidationLoss,
    }
  }
  const running = run.status === 'running'
  return {
    fraction: progress.totalSteps === 0 ? 0 : Math.min(1, progress.step / progress.totalSteps),
    epoch: progress.epoch,
    totalEpochs: progress.totalEpochs,
    seconds: progress.secondsElapsed,
    secondsLeft: running ? progress.secondsLeft : null,
    stepsPerSecond: running ? progress.stepsPerSecond : null,
    rowsPerSecond: running ? progress.rowsPerSecond : null,
    bestEpoch: progress.bestEpoch ?? run.bestEpoch,
    bestValidationLoss: progress.bestValidationLoss ?? run.bestValidationLoss,
  }
}
