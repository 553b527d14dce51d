import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { runStatuses } from '../../../../compute/spec/run.ts'
import { isActive, nextStatus, runCommands, runHappenings, runSteps } from '../../../../main/runs/run-states.ts'

/** Written out by hand, pair by pair: what the table must say, and that all else is refused. */
const allowed = [
  'queued stop stopped',
  'queued start running',
  'queued fail failed',
  'queued interrupt interrupted',
  'running pause paused',
  'running stop stopped',
  'running complete completed',
  'running fail failed',
  'running interrupt interrupted',
  'paused resume queued',
  'paused stop stopped',
  'paused fail failed',
  'paused interrupt interrupted',
  'interrupted resume queued',
  'interrupted stop stopped',
  'interrupted fail failed',
  'stopped resume queued',
  'stopped extend queued',
  'completed extend queued',
  'failed resume queued',
]

const steps = [...runCommands, ...runHappenings]
const pairs = runStatuses.flatMap((status) => steps.map((step) => [status, step] as const))

describe('the states of a run', () => {
  it.each(pairs)('from %s, %s leads where it should, or nowhere', (status, step) => {
    const expected = allowed.find((line) => line.startsWith(`${status} ${step} `))?.split(' ')[2]
    expect(runSteps[status][step]).toBe(expected ?? null)
    if (expected !== undefined) expect(nextStatus(status, step)).toBe(expected)
    else expect(() => nextStatus(status, step)).toThrow(StudioError)
  })

  it('refuse a step by saying what the run was and what was asked of it', () => {
    const refusal = { code: 'run-not-in-that-state', params: { status: 'completed', command: 'pause' } }
    expect(() => nextStatus('completed', 'pause')).toThrow(expect.objectContaining(refusal))
  })

  it('are all taken over by a dead app as interrupted, if they were active, and only then', () => {
    for (const status of runStatuses) expect(runSteps[status].interrupt).toBe(isActive[status] ? 'interrupted' : null)
  })

  it('leave no run without a way on', () => {
    const ways = runStatuses.filter((status) => runCommands.some((command) => runSteps[status][command] !== null))
    expect(ways).toEqual([...runStatuses])
  })
})
