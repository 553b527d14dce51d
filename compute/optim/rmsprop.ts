/**
 * RMSprop (Tieleman and Hinton 2012), by torch.optim.RMSprop's definition: with a running mean of the gradient's squares,
 * and if wanted one of the gradient too (centered: then it divides by the deviation), and momentum.
 */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Optimizer } from './optimizer.ts'
import { withL2 } from './sgd.ts'

export interface RmspropSettings {
  /** Share of the mean that stays (PyTorch's alpha). */
  readonly decay: number
  readonly epsilon: number
  /** 0 for none. */
  readonly momentum: number
  readonly centered: boolean
  readonly weightDecay: number
}

/** v ← α v + (1 − α) g²; step = g / (√v + ε), or with the mean ḡ of the gradients g / (√(v − ḡ²) + ε). */
export function rmsprop({ decay, epsilon, momentum, centered, weightDecay }: RmspropSettings): Optimizer {
  const moved = (mean: Value, value: Value) => op.add(op.mul(mean, decay), op.mul(value, 1 - decay))
  return {
    slots: ['square_average', ...(centered ? ['gradient_average'] : []), ...(momentum > 0 ? ['momentum'] : [])],
    coefficients: (_, learningRate) => [learningRate],
    update: ({ parameter, slots }, gradient, [learningRate], decays) => {
      const g = withL2(gradient, parameter, weightDecay, decays)
      const squares = moved(slots[0] as Value, op.mul(g, g))
      const mean = centered ? [moved(slots[1] as Value, g)] : []
      // Rounding can make a variance of nearly nothing negative.
      const variance = mean.map((value) => op.max(op.sub(squares, op.mul(value, value)), 0))[0] ?? squares
      const step = op.div(g, op.add(op.sqrt(variance), epsilon))
      const speed = momentum > 0 ? [op.add(op.mul(slots.at(-1) as Value, momentum), step)] : []
      const move = op.mul(speed[0] ?? step, learningRate as Value)
      return { parameter: op.sub(parameter, move), slots: [squares, ...mean, ...speed] }
    },
  }
}
