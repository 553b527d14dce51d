/** The states of a run and what leads from one to another: one table, total, and nothing else decides. */
import { StudioError } from '../../compute/spec/errors.ts'
import type { RunStatus } from '../../compute/spec/run.ts'

/** What a person does to a run. */
export const runCommands = ['pause', 'resume', 'stop', 'extend'] as const
export type RunCommand = (typeof runCommands)[number]

/** What happens to a run: its turn comes, it is trained to its end, something goes wrong, the app ends. */
export const runHappenings = ['start', 'complete', 'fail', 'interrupt'] as const
export type RunHappening = (typeof runHappenings)[number]

/** The state that a step leads to, or null where it can't be taken. */
type Steps = Readonly<Record<RunCommand | RunHappening, RunStatus | null>>

const none = {
  pause: null,
  resume: null,
  stop: null,
  extend: null,
  start: null,
  complete: null,
  fail: null,
  interrupt: null,
} as const satisfies Steps

/** For each state, where each step leads. A run that goes on waits in the queue for its turn. */
export const runSteps = {
  queued: { ...none, stop: 'stopped', start: 'running', fail: 'failed', interrupt: 'interrupted' },
  running: {
    ...none,
    pause: 'paused',
    stop: 'stopped',
    complete: 'completed',
    fail: 'failed',
    interrupt: 'interrupted',
  },
  paused: { ...none, resume: 'queued', stop: 'stopped', fail: 'failed', interrupt: 'interrupted' },
  interrupted: { ...none, resume: 'queued', stop: 'stopped', fail: 'failed' },
  stopped: { ...none, resume: 'queued', extend: 'queued' },
  completed: { ...none, extend: 'queued' },
  // From the last checkpoint: what made it fail (a full disk, a dead thread) may be over.
  failed: { ...none, resume: 'queued' },
} as const satisfies Record<RunStatus, Steps>

/** Whether a run in this state is the app's work in hand: then it can't be deleted, and the app asks before it quits. */
export const isActive = {
  queued: true,
  running: true,
  paused: true,
  interrupted: false,
  stopped: false,
  completed: false,
  failed: false,
} as const satisfies Record<RunStatus, boolean>

/**
 * The state that a step leads to.
 * @throws StudioError run-not-in-that-state
 */
export function nextStatus(status: RunStatus, step: RunCommand | RunHappening): RunStatus {
  const next = runSteps[status][step]
  if (next === null) throw new StudioError('run-not-in-that-state', { status, command: step })
  return next
}
