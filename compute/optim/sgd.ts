/** Stochastic gradient descent, without and with momentum (torch.optim.SGD, dampening 0). */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Optimizer } from './optimizer.ts'

/** The gradient with the L2 term of weight decay. */
export function withL2(gradient: Value, parameter: Value, weightDecay: number, decays: boolean): Value {
  return decays && weightDecay > 0 ? op.add(gradient, op.mul(parameter, weightDecay)) : gradient
}

/** p ← p − lr · g */
export function sgd(weightDecay: number): Optimizer {
  return {
    slots: [],
    coefficients: (_, learningRate) => [learningRate],
    update: ({ parameter }, gradient, [learningRate], decays) => {
      const g = withL2(gradient, parameter, weightDecay, decays)
      return { parameter: op.sub(parameter, op.mul(g, learningRate as Value)), slots: [] }
    },
  }
}

/** m ← μ · m + g; p ← p − lr · m, or − lr · (g + μ · m) with Nesterov's form. */
export function momentumSgd(momentum: number, nesterov: boolean, weightDecay: number): Optimizer {
  return {
    slots: ['momentum'],
    coefficients: (_, learningRate) => [learningRate],
    update: ({ parameter, slots: [before] }, gradient, [learningRate], decays) => {
      const g = withL2(gradient, parameter, weightDecay, decays)
      const m = op.add(op.mul(before as Value, momentum), g)
      const direction = nesterov ? op.add(g, op.mul(m, momentum)) : m
      return { parameter: op.sub(parameter, op.mul(direction, learningRate as Value)), slots: [m] }
    },
  }
}
