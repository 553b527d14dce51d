/**
 * The exponential moving average of the weights, kept beside them by any optimiser (Polyak and Juditsky 1992;
 * torch.optim.swa_utils.AveragedModel with get_ema_multi_avg_fn). It is smoother than the newest weights, and often better.
 */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Optimizer } from './optimizer.ts'

/** The slot that the average is in. */
export const averageSlot = 'average'

/** The optimiser with an average in its last slot: a ← p after the first step, then a ← decay · a + (1 − decay) · p. */
export function averaging(optimizer: Optimizer, decay: number): Optimizer {
  const ownSlots = optimizer.slots.length
  const ownCoefficients = optimizer.coefficients(0, 1).length
  return {
    slots: [...optimizer.slots, averageSlot],
    coefficients: (step, learningRate) => [...optimizer.coefficients(step, learningRate), step === 0 ? 0 : decay],
    update: ({ parameter, slots }, gradient, coefficients, decays) => {
      const own = { parameter, slots: slots.slice(0, ownSlots) }
      const next = optimizer.update(own, gradient, coefficients.slice(0, ownCoefficients), decays)
      const [before, kept] = [slots[ownSlots] as Value, coefficients[ownCoefficients] as Value]
      const average = op.add(next.parameter, op.mul(op.sub(before, next.parameter), kept))
      return { parameter: next.parameter, slots: [...next.slots, average] }
    },
  }
}
