/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), by torch.optim's definitions.
 *
 * The textbook's step is p ← p − lr/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε). Here the moments are kept as
 * M = m/(1 − β₁) and V = v/(1 − β₂), so that each takes in its new term without a product, and all factors that are
 * the same for every element are gathered into two scalars a step: p ← p − α · M / (√V + e).
 */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Optimizer } from './optimizer.ts'
import { withL2 } from './sgd.ts'

export interface AdamSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  /** Whether decay shrinks the weights directly (AdamW) instead of entering the gradient. */
  readonly decoupled: boolean
}

export function adam({ beta1, beta2, epsilon, weightDecay, decoupled }: AdamSettings): Optimizer {
  return {
    slots: ['first_moment', 'second_moment'],
    coefficients: (step, learningRate) => {
      // √V · toDeviation = √v / √(1 − β₂ᵗ)
      const toDeviation = Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)))
      const rate = (learningRate * (1 - beta1)) / (1 - beta1 ** (step + 1)) / toDeviation
      const shrink = 1 - learningRate * weightDecay
      return decoupled ? [rate, epsilon / toDeviation, shrink] : [rate, epsilon / toDeviation]
    },
    update: ({ parameter, slots: [first, second] }, gradient, [rate, smallest, shrink], decays) => {
      const g = decoupled ? gradient : withL2(gradient, parameter, weightDecay, decays)
      const m = op.add(op.mul(first as Value, beta1), g)
      const v = op.add(op.mul(second as Value, beta2), op.mul(g, g))
      const step = op.mul(op.div(m, op.add(op.sqrt(v), smallest as Value)), rate as Value)
      const from = decoupled && decays && weightDecay > 0 ? op.mul(parameter, shrink as Value) : parameter
      return { parameter: op.sub(from, step), slots: [m, v] }
    },
  }
}
