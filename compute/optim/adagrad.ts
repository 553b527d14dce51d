/** Adagrad (Duchi, Hazan and Singer 2011), by torch.optim.Adagrad's definition, its sums beginning at 0. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Optimizer } from './optimizer.ts'
import { withL2 } from './sgd.ts'

export interface AdagradSettings {
  readonly epsilon: number
  /** How fast the learning rate falls by itself: it is divided by 1 + step · this. */
  readonly learningRateDecay: number
  readonly weightDecay: number
}

/** s ← s + g²; p ← p − lr · g / (√s + ε) */
export function adagrad({ epsilon, learningRateDecay, weightDecay }: AdagradSettings): Optimizer {
  return {
    slots: ['square_sum'],
    coefficients: (step, learningRate) => [learningRate / (1 + step * learningRateDecay)],
    update: ({ parameter, slots: [before] }, gradient, [rate], decays) => {
      const g = withL2(gradient, parameter, weightDecay, decays)
      const squares = op.add(before as Value, op.mul(g, g))
      const step = op.mul(op.div(g, op.add(op.sqrt(squares), epsilon)), rate as Value)
      return { parameter: op.sub(parameter, step), slots: [squares] }
    },
  }
}
