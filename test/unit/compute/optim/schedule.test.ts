import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { afterValidation, initialPlateau } from '../../../../compute/optim/plateau.ts'
import { learningRateAt } from '../../../../compute/optim/schedule.ts'
import { type ScheduleSpec, scheduleSchema } from '../../../../compute/spec/training.ts'
import recorded from '../../../fixtures/engine/schedules.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'

const caseSchema = z.object({ schedule: scheduleSchema, rates: z.array(z.number()) })
const fixture = z
  .object({
    stepsPerEpoch: z.number(),
    epochs: z.number(),
    learningRate: z.number(),
    cases: z.array(caseSchema),
    losses: z.array(z.number()),
    plateaus: z.array(caseSchema),
  })
  .parse(recorded)

const plan = { stepsPerEpoch: 10, epochs: 6 }
const rates = (spec: ScheduleSpec, steps: readonly number[]) =>
  steps.map((step) => learningRateAt(spec, 0.1, step, plan))
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12) as number)

describe('the learning rate', () => {
  it('stays as it is without a schedule', () => {
    expect(rates({ kind: 'constant', warmupEpochs: 0 }, [0, 10, 59, 1000])).toEqual([0.1, 0.1, 0.1, 0.1])
  })

  it('warms up on a line to the full rate with the last warm-up step', () => {
    expect(rates({ kind: 'constant', warmupEpochs: 2 }, [0, 9, 19, 20])).toEqual(close([0.005, 0.05, 0.1, 0.1]))
  })

  it('goes down by a factor after every so many epochs', () => {
    const spec = { kind: 'step', warmupEpochs: 0, everyEpochs: 2, factor: 0.5 } as const
    expect(rates(spec, [0, 19, 20, 39, 40, 59])).toEqual(close([0.1, 0.1, 0.05, 0.05, 0.025, 0.025]))
  })

  it('follows half a cosine from the base rate to its floor at the last planned step', () => {
    const spec = { kind: 'cosine', warmupEpochs: 0, floor: 0.1 } as const
    expect(rates(spec, [0, 59])).toEqual(close([0.1, 0.01]))
    const [before, after] = rates(spec, [29, 30]) as [number, number]
    expect((before + after) / 2).toBeCloseTo(0.055, 12)
  })

  it('begins its cosine when it has warmed up', () => {
    const spec = { kind: 'cosine', warmupEpochs: 1, floor: 0 } as const
    expect(rates(spec, [9, 10, 59])).toEqual(close([0.1, 0.1, 0]))
  })

  it.each(fixture.cases.map((each) => [JSON.stringify(each.schedule), each] as const))(
    'is PyTorch’s at each of 120 steps: %s',
    (name, { schedule, rates: expected }) => {
      const actual = expected.map((_, step) => learningRateAt(schedule, fixture.learningRate, step, fixture))
      expectAllClose(actual, expected, { relative: 1e-9, absolute: 1e-15 }, name)
    },
  )

  it.each(fixture.plateaus.map((each) => [JSON.stringify(each.schedule), each] as const))(
    'goes down where PyTorch’s does when losses stand still: %s',
    (name, { schedule, rates: expected }) => {
      let state = initialPlateau
      const actual = fixture.losses.map((loss) => {
        const rate = learningRateAt(schedule, fixture.learningRate, 0, fixture, state.scale)
        state = afterValidation(schedule, fixture.learningRate, state, loss)
        return rate
      })
      expect(new Set(actual).size).toBeGreaterThan(1)
      expectAllClose(actual, expected, { relative: 1e-12, absolute: 0 }, name)
    },
  )

  it('does not look at losses but for a plateau', () => {
    const spec = { kind: 'step', warmupEpochs: 0, everyEpochs: 2, factor: 0.5 } as const
    expect(afterValidation(spec, 0.1, initialPlateau, 3)).toEqual(initialPlateau)
  })

  const anySchedule = fc.oneof(
    fc.record({ kind: fc.constant('constant' as const), warmupEpochs: fc.double({ min: 0, max: 8, noNaN: true }) }),
    fc.record({
      kind: fc.constant('step' as const),
      warmupEpochs: fc.double({ min: 0, max: 8, noNaN: true }),
      everyEpochs: fc.integer({ min: 1, max: 9 }),
      factor: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({
      kind: fc.constant('cosine' as const),
      warmupEpochs: fc.double({ min: 0, max: 8, noNaN: true }),
      floor: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({
      kind: fc.constant('one-cycle' as const),
      riseShare: fc.double({ min: 0, max: 1, noNaN: true }),
      divFactor: fc.double({ min: 1, max: 1e4, noNaN: true }),
      finalDivFactor: fc.double({ min: 1, max: 1e6, noNaN: true }),
      anneal: fc.constantFrom('cosine' as const, 'linear' as const),
    }),
  )

  it('is never negative, never above the base rate, and after the plan stays what it was at its end', () => {
    fc.assert(
      fc.property(anySchedule, fc.integer({ min: 0, max: 500 }), (spec, step) => {
        const rate = learningRateAt(spec, 0.1, step, plan)
        expect(rate).toBeGreaterThanOrEqual(0)
        expect(rate).toBeLessThanOrEqual(0.1 * (1 + 1e-12))
        if (step >= 60) expect(rate).toBe(learningRateAt(spec, 0.1, 59, plan))
      }),
    )
  })
})
