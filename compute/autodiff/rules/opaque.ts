/**
 * Ops through which no gradient is taken: lookups, loops (a training loop contains its gradients, it is not
 * differentiated), pictures turned before a network sees them, and what a graph holds only once it is written. A Scan that is a recurrence brings its own pullback along (`Derivative` in graph/value.ts).
 */
import type { blockedOps } from '../../graph/ops/blocked.ts'
import type { controlOps } from '../../graph/ops/control.ts'
import type { samplingOps } from '../../graph/ops/sampling.ts'
import type { textOps } from '../../graph/ops/text.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

export const textGradients: GradientRules<typeof textOps> = {
  StringConcat: notDifferentiable,
  StringSplit: notDifferentiable,
  RegexFullMatch: notDifferentiable,
  Tokenizer: notDifferentiable,
  MurmurHash3: notDifferentiable,
  TfIdfVectorizer: notDifferentiable,
  LabelEncoder: notDifferentiable,
}
export const controlGradients: GradientRules<typeof controlOps> = { Loop: notDifferentiable, Scan: notDifferentiable }

export const blockedGradients: GradientRules<typeof blockedOps> = {
  ReorderInput: notDifferentiable,
  ReorderOutput: notDifferentiable,
  BlockedConv: notDifferentiable,
}

export const samplingGradients: GradientRules<typeof samplingOps> = { GridSample: notDifferentiable }
