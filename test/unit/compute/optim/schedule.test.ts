import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learningRateAt } from '../../../../compute/optim/schedule.ts'
import type { ScheduleSpec } from '../../../../compute/spec/training.ts'

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
