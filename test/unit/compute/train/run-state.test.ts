import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import {
  afterEpoch,
  afterSteps,
  initialCounters,
  resumedCounters,
  type RunCounters,
} from '../../../../compute/train/run-state.ts'
import { learningRateOf, planTraining } from '../../../../compute/train/training-plan.ts'
import { toyModel, toyTraining } from '../../../support/toy-run.ts'

const split = { train: Uint32Array.from({ length: 70 }, (_, row) => row), validation: Uint32Array.of(70) }
const plan = { ...planTraining(toyTraining, buildModel(toyModel, 4, 3), split), keysPerStep: 0 }
const result = (losses: readonly number[], norms: readonly number[]) => ({
  state: new Map(),
  losses: Float32Array.from(losses),
  gradientNorms: Float32Array.from(norms),
})

describe('the counters of a run', () => {
  it('weigh each batch by its rows in the epoch’s loss, and keep the largest gradient norm', () => {
    const counters = afterSteps(initialCounters, result([1, 2, 4], [3, 9, 5]), plan, 0.5)
    const { metrics } = afterEpoch(counters, { loss: 7, score: 0.5 }, plan, 0.25)
    expect(metrics).toEqual({
      epoch: 1,
      step: 3,
      trainLoss: (1 * 32 + 2 * 32 + 4 * 6) / 70,
      validationLoss: 7,
      validationScore: 0.5,
      learningRate: learningRateOf(plan, 2),
      gradientNorm: 9,
      seconds: 0.75,
    })
  })

  it('are the same however the steps were grouped into calls', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, min: 0, max: 100 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 2 }),
        (losses, cut) => {
          const whole = afterSteps(initialCounters, result(losses, losses), plan, 0)
          const first = afterSteps(initialCounters, result(losses.slice(0, cut), losses.slice(0, cut)), plan, 0)
          expect(afterSteps(first, result(losses.slice(cut), losses.slice(cut)), plan, 0)).toEqual(whole)
        },
      ),
    )
  })

  it('remember the best epoch, the first of equals, and how long ago it was', () => {
    let counters: RunCounters = initialCounters
    const seen = [3, 2, 2, 5].map((loss) => {
      const closed = afterEpoch(afterSteps(counters, result([1], [1]), plan, 0), { loss, score: 0 }, plan, 0)
      counters = closed.counters
      return [closed.isBest, counters.bestEpoch, counters.epochsSinceBest]
    })
    expect(seen).toEqual([
      [true, 1, 0],
      [true, 2, 0],
      [false, 2, 1],
      [false, 2, 2],
    ])
    expect(counters.bestValidationLoss).toBe(2)
  })

  const ended = (outcome: 'all-epochs' | 'early-stopping' | 'stopped-by-person'): RunCounters => ({
    ...initialCounters,
    epoch: 6,
    epochsSinceBest: 4,
    ended: { outcome, totalEpochs: 6 },
  })

  it('of a run that ended by itself stay ended for the same number of epochs', () => {
    expect(resumedCounters(ended('all-epochs'), 6).ended).not.toBeNull()
    expect(resumedCounters(ended('early-stopping'), 6).ended).not.toBeNull()
  })

  it('of a run that is to go on for longer begin their patience anew only where it had run out', () => {
    expect(resumedCounters(ended('all-epochs'), 9)).toMatchObject({ ended: null, epochsSinceBest: 4 })
    expect(resumedCounters(ended('early-stopping'), 9)).toMatchObject({ ended: null, epochsSinceBest: 0 })
  })

  it('of a run that a person stopped always go on', () => {
    expect(resumedCounters(ended('stopped-by-person'), 6)).toMatchObject({ ended: null, epochsSinceBest: 4 })
  })
})
