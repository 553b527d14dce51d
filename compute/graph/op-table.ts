/** All ops of the graph language, by ONNX name. Gradients and checks are tables over the same names. */
import type { AnyOp } from './node.ts'
import { batchNormalizationOps } from './ops/batch-normalization.ts'
import { blockedOps } from './ops/blocked.ts'
import { classificationOps } from './ops/classification.ts'
import { controlOps } from './ops/control.ts'
import { convolutionOps } from './ops/convolution.ts'
import { elementwiseOps } from './ops/elementwise.ts'
import { indexingOps } from './ops/indexing.ts'
import { integerOps } from './ops/integer.ts'
import { linearOps } from './ops/linear.ts'
import { logicOps } from './ops/logic.ts'
import { movementOps } from './ops/movement.ts'
import { poolingOps } from './ops/pooling.ts'
import { reductionOps } from './ops/reduction.ts'
import { samplingOps } from './ops/sampling.ts'
import { textOps } from './ops/text.ts'

export const opTable = {
  ...elementwiseOps,
  ...logicOps,
  ...integerOps,
  ...reductionOps,
  ...movementOps,
  ...indexingOps,
  ...linearOps,
  ...convolutionOps,
  ...blockedOps,
  ...poolingOps,
  ...samplingOps,
  ...classificationOps,
  ...batchNormalizationOps,
  ...textOps,
  ...controlOps,
}

export type OpTable = typeof opTable
export type OpName = keyof OpTable

/** The op of that name, or undefined where there is none. */
export function findOp(name: string): AnyOp | undefined {
  return (opTable as Readonly<Record<string, AnyOp | undefined>>)[name]
}
