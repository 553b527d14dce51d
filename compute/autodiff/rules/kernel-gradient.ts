/**
 * The gradient of a convolution by its kernel: the product of the output's gradient with the columns, which hold what each
 * window saw (im2col).
 *
 * The columns are made in two strokes: the last axis by a strided slice for each position in the kernel, joined once; the
 * axis before it by one Gather that copies whole rows. Measured against slices for each position of both axes, index
 * gathering of single elements, one-hot convolutions and Col2Im's opposite.
 */
import * as op from '../../graph/ops.ts'
import type { ConvAttributes } from '../../graph/ops/convolution.ts'
import { type Dim, dimAt, type Shape } from '../../graph/shape.ts'
import { int64s, sizeOf } from '../../graph/tensor.ts'
import { constant, type Value } from '../../graph/value.ts'
import { type AxisWindow, axisWindows, spatialLengths, windowCount } from '../../graph/window.ts'

/** The length of two axes that became one. */
const joinedLength = (a: Dim, b: number): Dim => (typeof a === 'number' ? a * b : `${a}·${b}`)

/** What each window position sees of the last axis, joined along axis 2. */
function shiftedAlongLast(x: Value, window: AxisWindow): Value {
  const axis = x.shape.length - 1
  const { kernel, stride, dilation } = window
  const span = (windowCount(window) - 1) * stride + 1
  const parts = Array.from({ length: kernel }, (_, position) => {
    const start = position * dilation
    const whole = start === 0 && span === dimAt(x.shape, axis)
    return whole && stride === 1 ? x : op.slice(x, { axis, start, end: start + span, step: stride })
  })
  return op.concat(parts, 2)
}

/** What each window position sees of axis 3, one position after the other along that axis. */
function rowsOfWindows(x: Value, window: AxisWindow): Value {
  const { kernel, stride, dilation, length, before, after } = window
  const count = windowCount(window)
  if (kernel === 1 && count === length + before + after) return x
  const rows = Array.from(
    { length: kernel * count },
    (_, at) => Math.floor(at / count) * dilation + (at % count) * stride,
  )
  return op.gather(x, constant(int64s(rows)), 3)
}

/** The columns of `x`: [batch, groups, last kernel axis · channels of a group · other kernel axis, windows]. */
function columns(x: Value, windows: readonly AxisWindow[], groups: number): Value {
  const [batch, channels] = [dimAt(x.shape, 0), Number(dimAt(x.shape, 1)) / groups]
  const none = [0, 0]
  const padded = op.padAxes(
    x,
    [...none, ...windows.map(({ before }) => before)],
    [...none, ...windows.map(({ after }) => after)],
  )
  const grouped = op.reshape(padded, [batch, groups, channels, ...padded.shape.slice(2)])
  const shifted = shiftedAlongLast(grouped, windows.at(-1) as AxisWindow)
  const [other] = windows.slice(0, -1)
  const seen = other === undefined ? shifted : rowsOfWindows(shifted, other)
  const kernel = sizeOf(windows.map((window) => window.kernel))
  return op.reshape(seen, [batch, groups, kernel * channels, sizeOf(windows.map(windowCount))])
}

/** Sum over the batch of dy·columnsᵀ: [groups, outputs of a group, rows of the columns]. */
function productOverBatch(dy: Value, cols: Value): Value {
  const [batch, groups, outputs, positions] = dy.shape as [Dim, number, number, number]
  const rows = Number(dimAt(cols.shape, 2))
  // A product for each image and their sum, unless that would write more than bringing all images into one product does.
  const together = groups === 1 && (rows + outputs) * positions < outputs * rows
  if (!together) return op.reduceSum(op.fusedMatMul(dy, cols, { transB: 1 }), { axes: [0] })
  const flat = (value: Value, height: number) =>
    op.reshape(op.transpose(op.reshape(value, [batch, height, positions]), [1, 0, 2]), [
      height,
      joinedLength(batch, positions),
    ])
  return op.reshape(op.fusedMatMul(flat(dy, outputs), flat(cols, rows), { transB: 1 }), [1, outputs, rows])
}

/** The gradient of a convolution of `x` whose output has the gradient `dy`, by its kernel, in the kernel's shape. */
export function kernelGradient(x: Value, dy: Value, kernelShape: Shape, attributes: ConvAttributes): Value {
  const { group: groups } = attributes
  const kernel = spatialLengths(kernelShape)
  const windows = axisWindows(spatialLengths(x.shape), kernel, attributes)
  const [outputs, channels] = [Number(kernelShape[0]), Number(kernelShape[1])]
  const positions = sizeOf(windows.map(windowCount))
  const grouped = op.reshape(dy, [dimAt(dy.shape, 0), groups, outputs / groups, positions])
  const product = productOverBatch(grouped, columns(x, windows, groups))
  const last = kernel.at(-1) ?? 1
  const turned = op.reshape(product, [outputs, last, channels, ...kernel.slice(0, -1)])
  return op.transpose(turned, kernel.length === 1 ? [0, 2, 1] : [0, 2, 3, 1])
}
