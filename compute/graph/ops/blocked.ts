/**
 * Convolution with channels in blocks: ONNX Runtime's own kernels, which take half the time of those for the plain order.
 *
 * A block is as many channels as the processor adds at once (16 or 8). A value [batch, channels, …] is blocked where its
 * numbers lie in memory as [batch, channels / block, …, block]; its shape still says [batch, channels, …]. Kernels
 * [outputs, channels, …] lie as [outputs / block, channels / block, …, block of channels, block of outputs].
 *
 * ONNX Runtime puts models into this order by itself, but only where the weights are constants: in training they are not.
 * These ops come into a graph when it is written (`lower/`), for a processor that is known to have them.
 */
import { apply, defineOp } from '../op.ts'
import { dimAt } from '../shape.ts'
import type { Value } from '../value.ts'
import type { WindowAttributes } from '../window.ts'
import { convolved, windowKinds } from './convolution.ts'

const domain = 'com.microsoft.nchwc'

export const blockedOps = {
  /** Into blocks. */
  ReorderInput: defineOp('ReorderInput', { domain, since: 1, inputs: ['x'], infer: ({ x }) => [x] }),
  /** Out of blocks. */
  ReorderOutput: defineOp('ReorderOutput', {
    domain,
    since: 1,
    inputs: ['x'],
    attributes: { channels: 'int' },
    infer: ({ x }) => [x],
  }),
  /** A convolution of blocked values with blocked kernels. */
  BlockedConv: defineOp('BlockedConv', {
    onnxName: 'Conv',
    domain,
    since: 1,
    inputs: ['x', 'w', 'b?'],
    attributes: windowKinds,
    infer: convolved,
  }),
}

export const reorderInput = (x: Value) => apply(blockedOps.ReorderInput, [x], {})
export const reorderOutput = (x: Value) => apply(blockedOps.ReorderOutput, [x], { channels: Number(dimAt(x.shape, 1)) })

/** A convolution of a blocked `x` with blocked kernels `w` and a plain bias; blocked too. */
export const blockedConv = (x: Value, w: Value, b: Value | null, { strides, pads, dilations }: WindowAttributes) =>
  apply(blockedOps.BlockedConv, [x, w, b], { strides, pads, dilations, group: 1 })
