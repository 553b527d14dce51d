/** Gradients of convolutions. A convolution, its transpose and its gradient by the kernel are each other's gradients. */
import * as op from '../../graph/ops.ts'
import type { ConvAttributes, convolutionOps } from '../../graph/ops/convolution.ts'
import type { Shape } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { axisWindows, leftOver, spatialLengths } from '../../graph/window.ts'
import type { GradientRules } from '../rule.ts'

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
    w: ({ inputs: { x, w }, attributes, dy }) => op.convKernelGradient(x, dy, w.shape.map(Number), attributes),
    b: ({ dy }) => biasGradient(dy),
  },
  // As a function of its input it is the transpose of a convolution, so that convolution is its transpose.
  ConvTranspose: {
    x: ({ inputs: { w }, attributes, dy }) => op.convAs(dy, w, attributes),
    w: ({ inputs: { x, w }, attributes, dy }) => op.convKernelGradient(dy, x, w.shape.map(Number), attributes),
    b: ({ dy }) => biasGradient(dy),
  },
  // It is linear in both, and its own gradient stands where the kernel stood.
  ConvKernelGradient: {
    x: ({ inputs: { x, dy }, attributes, dy: kernel }) =>
      op.convTransposeAs(dy, kernel, { ...attributes, output_padding: unreached(x.shape, kernel.shape, attributes) }),
    dy: ({ inputs: { x }, attributes, dy: kernel }) => op.convAs(x, kernel, attributes),
  },
}
