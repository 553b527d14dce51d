/** Gradients of convolutions. The input's is the transposed convolution; the kernel's a matrix product with columns. */
import * as op from '../../graph/ops.ts'
import type { ConvAttributes, convolutionOps } from '../../graph/ops/convolution.ts'
import type { Shape } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { axisWindows, leftOver, spatialLengths } from '../../graph/window.ts'
import type { GradientRules } from '../rule.ts'
import { kernelGradient } from './kernel-gradient.ts'

/** Of a bias that was added to each channel. */
const biasGradient = (dy: Value) =>
  op.reduceSum(dy, { axes: dy.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis])) })

/** Elements at the end of each axis that no window reaches. */
function unreached(x: Shape, w: Shape, attributes: ConvAttributes): readonly number[] {
  return axisWindows(spatialLengths(x), spatialLengths(w), attributes).map(leftOver)
}

export const convolutionGradients: GradientRules<typeof convolutionOps> = {
  Conv: {
    x: ({ inputs: { x, w }, attributes, dy }) =>
      op.convTransposeAs(dy, w, { ...attributes, output_padding: unreached(x.shape, w.shape, attributes) }),
    w: ({ inputs: { x, w }, attributes, dy }) => kernelGradient(x, dy, w.shape, attributes),
    b: ({ dy }) => biasGradient(dy),
  },
  // As a function of its input it is the transpose of a convolution, so that convolution is its transpose.
  ConvTranspose: {
    x: ({ inputs: { w }, attributes, dy }) => op.convAs(dy, w, attributes),
    w: ({ inputs: { x, w }, attributes, dy }) => kernelGradient(dy, x, w.shape, attributes),
    b: ({ dy }) => biasGradient(dy),
  },
}
