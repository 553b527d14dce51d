/** Lion (Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, algorithm 2): every weight moves by the same length. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Optimizer } from './optimizer.ts'

export interface LionSettings {
  readonly beta1: number
  readonly beta2: number
  /** Decoupled, as AdamW's. */
  readonly weightDecay: number
}

/** p ← (1 − lr λ) p − lr · sign(β₁ m + (1 − β₁) g); m ← β₂ m + (1 − β₂) g */
export function lion({ beta1, beta2, weightDecay }: LionSettings): Optimizer {
  return {
    slots: ['momentum'],
    coefficients: (_, learningRate) => [learningRate, 1 - learningRate * weightDecay],
    update: ({ parameter, slots: [before] }, gradient, [learningRate, shrink], decays) => {
      const m = before as Value
      const direction = op.sign(op.add(op.mul(m, beta1), op.mul(gradient, 1 - beta1)))
      const from = decays && weightDecay > 0 ? op.mul(parameter, shrink as Value) : parameter
      return {
        parameter: op.sub(from, op.mul(direction, learningRate as Value)),
        slots: [op.add(op.mul(m, beta2), op.mul(gradient, 1 - beta2))],
      }
    },
  }
}
