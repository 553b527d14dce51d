/** Gradients of softmax and its logarithm. */
import * as op from '../../graph/ops.ts'
import type { classificationOps } from '../../graph/ops/classification.ts'
import type { Value } from '../../graph/value.ts'
import type { GradientRules } from '../rule.ts'

const sumAlong = (x: Value, axis: number) => op.reduceSum(x, { axes: [axis], keepDims: true })

export const classificationGradients: GradientRules<typeof classificationOps> = {
  Softmax: { x: ({ attributes: { axis }, y, dy }) => op.mul(y, op.sub(dy, sumAlong(op.mul(dy, y), axis))) },
  LogSoftmax: { x: ({ attributes: { axis }, y, dy }) => op.sub(dy, op.mul(op.exp(y), sumAlong(dy, axis))) },
}
