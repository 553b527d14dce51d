/** Bits have no gradients. */
import type { integerOps } from '../../graph/ops/integer.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

export const integerGradients: GradientRules<typeof integerOps> = {
  BitwiseXor: notDifferentiable,
  BitwiseAnd: notDifferentiable,
  BitShift: notDifferentiable,
}
