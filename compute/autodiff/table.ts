/** The gradient table: an entry for each op of the op table, checked by the compiler. */
import type { OpTable } from '../graph/op-table.ts'
import type { GradientRules } from './rule.ts'
import { batchNormalizationGradients } from './rules/batch-normalization.ts'
import { classificationGradients } from './rules/classification.ts'
import { convolutionGradients } from './rules/convolution.ts'
import { elementwiseGradients } from './rules/elementwise.ts'
import { indexingGradients } from './rules/indexing.ts'
import { integerGradients } from './rules/integer.ts'
import { linearGradients } from './rules/linear.ts'
import { logicGradients } from './rules/logic.ts'
import { movementGradients } from './rules/movement.ts'
import { blockedGradients, controlGradients, samplingGradients, textGradients } from './rules/opaque.ts'
import { poolingGradients } from './rules/pooling.ts'
import { reductionGradients } from './rules/reduction.ts'

export const gradientTable: GradientRules<OpTable> = {
  ...elementwiseGradients,
  ...logicGradients,
  ...integerGradients,
  ...reductionGradients,
  ...movementGradients,
  ...indexingGradients,
  ...linearGradients,
  ...convolutionGradients,
  ...blockedGradients,
  ...poolingGradients,
  ...samplingGradients,
  ...classificationGradients,
  ...batchNormalizationGradients,
  ...textGradients,
  ...controlGradients,
}
