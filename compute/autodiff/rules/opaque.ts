/**
 * Ops through which no gradient is taken: lookups, and loops (a training loop contains its gradients, it is not
 * differentiated). A Scan that is a recurrence brings its own pullback along (`Derivative` in graph/value.ts).
 */
import type { controlOps } from '../../graph/ops/control.ts'
import type { textOps } from '../../graph/ops/text.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

export const textGradients: GradientRules<typeof textOps> = {
  StringConcat: notDifferentiable,
  StringSplit: notDifferentiable,
  Tokenizer: notDifferentiable,
  TfIdfVectorizer: notDifferentiable,
  LabelEncoder: notDifferentiable,
}
export const controlGradients: GradientRules<typeof controlOps> = { Loop: notDifferentiable, Scan: notDifferentiable }
