/** Gradients of choosing; truth values have none. */
import * as op from '../../graph/ops.ts'
import type { logicOps } from '../../graph/ops/logic.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

export const logicGradients: GradientRules<typeof logicOps> = {
  Equal: notDifferentiable,
  Greater: notDifferentiable,
  GreaterOrEqual: notDifferentiable,
  Less: notDifferentiable,
  LessOrEqual: notDifferentiable,
  And: notDifferentiable,
  Or: notDifferentiable,
  Not: notDifferentiable,
  IsNaN: notDifferentiable,
  Where: {
    condition: notDifferentiable,
    a: ({ inputs: { condition }, dy }) => op.where(condition, dy, 0),
    b: ({ inputs: { condition }, dy }) => op.where(condition, 0, dy),
  },
  // Among the element types only float32 carries gradients, so a cast from or to another one ends them.
  Cast: notDifferentiable,
}
