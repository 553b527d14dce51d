/** Gradients of pooling: to the maximum of each window, or to all of its elements alike. */
import * as op from '../../graph/ops.ts'
import type { PoolAttributes, poolingOps } from '../../graph/ops/pooling.ts'
import { type Dim, dimAt } from '../../graph/shape.ts'
import { scalarTensor, sizeOf, tensor } from '../../graph/tensor.ts'
import { constant, type Value } from '../../graph/value.ts'
import { type AxisWindow, axisWindows, leftOver, spatialLengths, windowCount } from '../../graph/window.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

const windowsOf = (x: Value, attributes: PoolAttributes) =>
  axisWindows(spatialLengths(x.shape), attributes.kernel_shape, attributes)

/** Whether windows are the tiles of 2 × 2, with whole numbers up to an image's size exact in float32. */
function canBeCompared({ shape }: Value, windows: readonly AxisWindow[]): boolean {
  const tiled = windows.every(
    ({ kernel, stride, dilation, before, after }) =>
      [kernel, stride].every((each) => each === 2) && dilation === 1 && before + after === 0,
  )
  return windows.length === 2 && tiled && sizeOf(shape.slice(1).map(Number)) < 2 ** 24
}

/**
 * Where in `x`, as one long row, the first maximum of each tile of 2 × 2 stands, found from the maxima of the parts of the
 * tiles that come before each element. ONNX Runtime's pooling finds it too, in twice the time: it takes a branch for each.
 */
function firstMaxima(x: Value, y: Value): Value {
  const [, channels = 1, height = 1, width = 1] = x.shape.map(Number)
  const [rows, columns] = spatialLengths(y.shape) as [number, number]
  const ranges = [rows, columns].map((end, index) => ({ axis: 2 + index, start: 0, end }))
  const part = (kernel: readonly number[]) => op.sliceAxes(op.maxPool(x, kernel, { stride: 2 }), ranges)
  const [first, firstRow, firstColumn] = [part([1, 1]), part([1, 2]), part([2, 1])] as const
  const isLater = (before: Value) => op.cast(op.less(before, y), 'float32')
  // Each part that the maximum isn't in moves it on: right; to the row below, one back; right.
  const beyondThree = isLater(op.max(firstRow, firstColumn))
  const steps = op.add(op.add(isLater(first), beyondThree), op.mul(isLater(firstRow), width - 1))
  const corners = Float32Array.from({ length: channels * rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns]
    const [channel, rowInChannel] = [Math.floor(row / rows), row % rows]
    return (channel * height + 2 * rowInChannel) * width + 2 * column
  })
  const inImage = op.add(steps, constant(tensor('float32', corners, [channels, rows, columns])))
  const images = op.mul(op.counting(x, 0), constant(scalarTensor('int64', channels * height * width)))
  return op.add(op.cast(inImage, 'int64'), op.reshape(images, [dimAt(x.shape, 0), 1, 1, 1]))
}

/** The first maximum of each window gets the gradient, as in PyTorch. */
function toMaxima(x: Value, y: Value, indices: Value, attributes: PoolAttributes, dy: Value): Value {
  const windows = windowsOf(x, attributes)
  if (canBeCompared(x, windows)) return op.maxUnpool(dy, firstMaxima(x, y), x)
  if (windows.every(({ reach, stride }) => reach <= stride)) return op.maxUnpool(dy, indices, x)
  // An element may be the maximum of several windows.
  const flat = (value: Value) => op.reshape(value, [flatLength(value)])
  const zeros = op.expandLike(constant(scalarTensor('float32', 0)), flat(x))
  return op.reshape(op.scatterAdd(zeros, flat(indices), flat(dy)), x.shape)
}

/** The number of elements; its name where the batch is known only by name. */
function flatLength({ shape: [batch = 1, ...rest] }: Value): Dim {
  const size = sizeOf(rest.map(Number))
  return typeof batch === 'number' ? batch * size : `${batch}·${size}`
}

/** How many elements that count each window along an axis has. */
function counts(axis: AxisWindow, includePad: boolean): readonly number[] {
  const { kernel, stride, dilation, before, length, after } = axis
  const [from, to] = includePad ? [-before, length + after] : [0, length]
  return Array.from({ length: windowCount(axis) }, (_, window) => {
    const places = Array.from({ length: kernel }, (_, at) => window * stride - before + at * dilation)
    return places.filter((place) => place >= from && place < to).length
  })
}

/** One over the number of elements of each window, in the shape of the windows. */
function shares(windows: readonly AxisWindow[], includePad: boolean): Value | number {
  const perAxis = windows.map((axis) => counts(axis, includePad))
  const alike = perAxis.every((list) => list.every((each) => each === list[0]))
  if (alike) return 1 / sizeOf(perAxis.map(([first = 1]) => first))
  const sizes = perAxis.reduce<readonly number[]>((outer, list) => outer.flatMap((a) => list.map((b) => a * b)), [1])
  const shape = windows.map(windowCount)
  return constant(
    tensor(
      'float32',
      Float32Array.from(sizes, (size) => 1 / size),
      shape,
    ),
  )
}

/** Each element of a window gets the same share. */
function toAll(x: Value, attributes: PoolAttributes, includePad: boolean, dy: Value): Value {
  const windows = windowsOf(x, attributes)
  const shared = op.mul(dy, shares(windows, includePad))
  const tiled = windows.every(({ reach, stride, before, after }) => reach === stride && before + after === 0)
  if (tiled) {
    const spread = op.upsample(shared, attributes.kernel_shape)
    return op.padAxes(spread, [0, 0, ...windows.map(() => 0)], [0, 0, ...windows.map(leftOver)])
  }
  // Overlapping windows add up: that is a transposed convolution of each channel by itself, with a kernel of ones.
  const alone = op.reshape(shared, [channelCount(x), 1, ...shared.shape.slice(2)])
  const ones = tensor('float32', new Float32Array(sizeOf(attributes.kernel_shape)).fill(1), [
    1,
    1,
    ...attributes.kernel_shape,
  ])
  const { strides, pads, dilations } = attributes
  const summed = op.convTransposeAs(alone, constant(ones), {
    strides,
    pads,
    dilations,
    group: 1,
    output_padding: windows.map(leftOver),
  })
  return op.reshape(summed, x.shape)
}

/** The length of batch and channels as one axis. */
function channelCount(x: Value): Dim {
  const [batch, channels] = [dimAt(x.shape, 0), dimAt(x.shape, 1)]
  return typeof batch === 'number' && typeof channels === 'number' ? batch * channels : `${batch}·${channels}`
}

export const poolingGradients: GradientRules<typeof poolingOps> = {
  MaxPool: {
    x: ({ inputs: { x }, attributes, outputs: [y, indices], dy }) =>
      toMaxima(x, y as Value, indices as Value, attributes, dy),
  },
  AveragePool: {
    x: ({ inputs: { x }, attributes, dy }) => toAll(x, attributes, attributes.count_include_pad === 1, dy),
  },
  MaxUnpool: notDifferentiable,
  Resize: {
    x: ({ inputs: { x }, dy }) => {
      const from = spatialLengths(x.shape)
      const kernel = spatialLengths(dy.shape).map((length, axis) => length / (from[axis] ?? 1))
      return op.mul(op.averagePool(dy, kernel), sizeOf(kernel))
    },
    region: notDifferentiable,
    scales: notDifferentiable,
  },
}
