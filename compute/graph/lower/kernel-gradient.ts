/**
 * The gradient of a convolution by its kernel: for each position in the kernel, the product of the output's gradient with
 * what that position saw of the input.
 *
 * Measured against all positions in one product (im2col): with many channels a product for each position is ahead, as the
 * columns of all positions needn't be written; with few channels (the first layer) its products would be too thin.
 */
import * as op from '../ops.ts'
import type { ConvAttributes } from '../ops/convolution.ts'
import { type Dim, dimAt, type Shape } from '../shape.ts'
import { int64s, sizeOf } from '../tensor.ts'
import { constant, type Value } from '../value.ts'
import { type AxisWindow, axisWindows, spatialLengths, windowCount } from '../window.ts'

/** Channels from which on each position has a product of its own. */
const fewChannels = 16

interface Convolution {
  /** With its padding, as [batch, groups, channels of a group, …space]. */
  readonly x: Value
  /** The output's gradient, as [batch, groups, outputs of a group, windows]. */
  readonly dy: Value
  readonly windows: readonly AxisWindow[]
  readonly groups: number
  readonly channels: number
  readonly outputs: number
  /** Windows, over all spatial axes. */
  readonly positions: number
}

/** The length of two axes that became one. */
const joinedLength = (a: Dim, b: number): Dim => (typeof a === 'number' ? a * b : `${a}·${b}`)

/** From the first window to the last one, counted between their first elements. */
const span = (window: AxisWindow) => (windowCount(window) - 1) * window.stride + 1

/** What a position in the kernel sees of the last axes of `x`. */
function seenFrom(x: Value, windows: readonly AxisWindow[], position: readonly number[]): Value {
  const first = x.shape.length - windows.length
  const ranges = windows.map((window, index) => {
    const start = (position[index] ?? 0) * window.dilation
    return { axis: first + index, start, end: start + span(window), step: window.stride }
  })
  return op.sliceAxes(x, ranges)
}

/** All positions of a kernel, in its row-major order. */
function kernelPositions(windows: readonly AxisWindow[]): readonly (readonly number[])[] {
  return windows.reduce<readonly (readonly number[])[]>(
    (outer, { kernel }) => outer.flatMap((from) => Array.from({ length: kernel }, (_, at) => [...from, at])),
    [[]],
  )
}

/** A product for each position: [positions of the kernel · outputs, channels of a group]. */
function productPerPosition(convolution: Convolution): Value {
  const { x, dy, windows, groups, channels, outputs, positions } = convolution
  const batch = dimAt(x.shape, 0)
  const inputSize = sizeOf(x.shape.slice(3).map(Number))
  const kernel = sizeOf(windows.map((window) => window.kernel))
  // One product over all images needs their channels in front; one for each image writes as many results as there are images.
  const together = groups === 1 && channels * inputSize + outputs * positions < outputs * channels * kernel
  if (together) {
    const all = joinedLength(batch, positions)
    const turned = op.transpose(op.reshape(x, [batch, channels, inputSize]), [1, 0, 2])
    const front = op.reshape(turned, [channels, batch, ...x.shape.slice(3)])
    const gradient = op.transpose(op.reshape(dy, [batch, outputs, positions]), [1, 0, 2])
    const rows = op.reshape(gradient, [outputs, all])
    const products = kernelPositions(windows).map((position) =>
      op.fusedMatMul(rows, op.reshape(seenFrom(front, windows, position), [channels, all]), { transB: 1 }),
    )
    return op.concat(products, 0)
  }
  const products = kernelPositions(windows).map((position) => {
    const seen = op.reshape(seenFrom(x, windows, position), [batch, groups, channels, positions])
    const product = op.reduceSum(op.fusedMatMul(dy, seen, { transB: 1 }), { axes: [0] })
    return op.reshape(product, [outputs, channels])
  })
  return op.concat(products, 0)
}

/**
 * One product for all positions: [outputs, last kernel axis, channels of a group, other kernel axis].
 *
 * The columns are made in two strokes: the last axis by a slice for each position, joined once; the axis before it by one
 * Gather that copies whole rows.
 */
function productOfColumns({ x, dy, windows, groups, channels, outputs, positions }: Convolution): Value {
  const last = windows.at(-1) as AxisWindow
  const shifted = op.concat(
    Array.from({ length: last.kernel }, (_, position) => seenFrom(x, [last], [position])),
    2,
  )
  const [other] = windows.slice(0, -1)
  const seen = other === undefined ? shifted : rowsOfWindows(shifted, other)
  const rows = sizeOf(windows.map(({ kernel }) => kernel)) * channels
  const columns = op.reshape(seen, [dimAt(x.shape, 0), groups, rows, positions])
  const product = op.reduceSum(op.fusedMatMul(dy, columns, { transB: 1 }), { axes: [0] })
  return op.reshape(product, [outputs, last.kernel, channels, other?.kernel ?? 1])
}

/** What each window position sees of axis 3, one position after the other along that axis. */
function rowsOfWindows(x: Value, window: AxisWindow): Value {
  const { kernel, stride, dilation } = window
  const count = windowCount(window)
  if (kernel === 1 && count === dimAt(x.shape, 3)) return x
  const rows = Array.from(
    { length: kernel * count },
    (_, at) => Math.floor(at / count) * dilation + (at % count) * stride,
  )
  return op.gather(x, constant(int64s(rows)), 3)
}

/** The gradient of a convolution of `x` whose output has the gradient `dy`, by its kernel, in the kernel's shape. */
export function kernelGradient(x: Value, dy: Value, kernelShape: Shape, attributes: ConvAttributes): Value {
  const kernel = spatialLengths(kernelShape)
  const windows = axisWindows(spatialLengths(x.shape), kernel, attributes)
  const groups = attributes.group
  const [outputs, channels] = [Number(kernelShape[0]), Number(kernelShape[1])]
  const positions = sizeOf(windows.map(windowCount))
  const batch = dimAt(x.shape, 0)
  const padded = op.padAxes(
    x,
    [0, 0, ...windows.map(({ before }) => before)],
    [0, 0, ...windows.map(({ after }) => after)],
  )
  const convolution: Convolution = {
    x: op.reshape(padded, [batch, groups, channels, ...padded.shape.slice(2)]),
    dy: op.reshape(dy, [batch, groups, outputs / groups, positions]),
    ...{ windows, groups, channels, outputs, positions },
  }
  if (channels < fewChannels) {
    const product = op.transpose(productOfColumns(convolution), [0, 2, 3, 1])
    return op.reshape(product, kernelShape)
  }
  const product = op.reshape(productPerPosition(convolution), [sizeOf(kernel), outputs, channels])
  return op.reshape(op.transpose(product, [1, 2, 0]), kernelShape)
}
