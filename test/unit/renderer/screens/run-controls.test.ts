import { describe, expect, it } from 'vitest'
import type { RunProgress } from '../../../../compute/spec/run.ts'
import { runStatuses } from '../../../../compute/spec/run.ts'
import type { RunSummary } from '../../../../main/ipc/contract/records.ts'
import { runSteps } from '../../../../main/runs/run-states.ts'
import { controlsOf, isFinished, runState } from '../../../../renderer/screens/training/run-controls.ts'

const run = {
  status: 'running',
  epoch: 10,
  totalEpochs: 40,
  seconds: 5,
  bestEpoch: 8,
  bestValidationLoss: 0.2,
} as RunSummary

const progress: RunProgress = {
  step: 300,
  totalSteps: 800,
  epoch: 15,
  totalEpochs: 40,
  loss: 0.3,
  stepsPerSecond: 100,
  rowsPerSecond: 3200,
  secondsElapsed: 7,
  secondsLeft: 12,
  bestEpoch: 14,
  bestValidationLoss: 0.15,
}

describe('the controls of a run', () => {
  it.each(runStatuses)('offer nothing that a run that is %s refuses', (status) => {
    for (const command of controlsOf[status]) expect(runSteps[status][command]).not.toBeNull()
  })

  it('offer to go on to every run that can, but a stopped one, which goes on for more epochs', () => {
    const canGoOn = runStatuses.filter((status) => runSteps[status].resume !== null)
    const offered = runStatuses.filter((status) => (controlsOf[status] as readonly string[]).includes('resume'))
    expect(canGoOn.filter((status) => !offered.includes(status))).toEqual(['stopped'])
    expect(controlsOf.stopped).toContain('extend')
  })

  it('show the result of runs that can be extended, and of no others', () => {
    for (const status of runStatuses) expect(isFinished[status]).toBe(runSteps[status].extend !== null)
  })
})

describe('the state of a run', () => {
  it('is the record until there is progress', () => {
    const state = runState(run, null)
    expect(state).toMatchObject({ fraction: 0.25, epoch: 10, seconds: 5, secondsLeft: null, bestEpoch: 8 })
  })

  it('is the newest progress while the run is running', () => {
    expect(runState(run, progress)).toMatchObject({ fraction: 0.375, epoch: 15, secondsLeft: 12, bestEpoch: 14 })
  })

  it('has no speed and no time left when the run stands still', () => {
    const state = runState({ ...run, status: 'paused' }, progress)
    expect(state).toMatchObject({ epoch: 15, secondsLeft: null, stepsPerSecond: null, rowsPerSecond: null })
  })

  it('goes by the record when the progress is of before it was extended', () => {
    expect(runState({ ...run, totalEpochs: 80 }, progress).totalEpochs).toBe(80)
    expect(runState({ ...run, epoch: 20 }, progress).epoch).toBe(20)
  })

  it('keeps what was best before when going on has not found better', () => {
    const state = runState(run, { ...progress, bestEpoch: null, bestValidationLoss: null })
    expect(state).toMatchObject({ bestEpoch: 8, bestValidationLoss: 0.2 })
  })
})
