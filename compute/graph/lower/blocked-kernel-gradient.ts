/**
 * The gradient of a convolution by its kernels, from blocked values, as one convolution whose channels are the images.
 *
 * dw[o, c, k] is the sum over images n and places p of dy[n, o, p] · x[n, c, p + k]. Read n as the channels that a convolution
 * sums over, dy as its kernels and k as the places of its outputs. A block of channels c lies innermost in the width, so
 * that a row of outputs is long enough for the kernel of ONNX Runtime to have its registers full; dilation steps over it.
 */
import type { ConvAttributes } from '../ops/convolution.ts'
import * as op from '../ops.ts'
import { type Dim, dimAt, type Shape } from '../shape.ts'
import { int64s, tensor } from '../tensor.ts'
import { constant, type Value } from '../value.ts'
import { type AxisWindow, axisWindows, spatialLengths, windowCount } from '../window.ts'

/** Bytes of the gradients that are held against a part of `x` at once: they should stay in a core's own cache. */
const cachedBytes = 512 * 1024
/** Blocks of outputs that ONNX Runtime's kernel makes at once. */
const blocksAtOnce = 4

interface Sizes {
  readonly block: number
  readonly batch: Dim
  readonly channels: number
  readonly outputs: number
  readonly rows: AxisWindow
  readonly columns: AxisWindow
  /** Strips that an image's rows of windows are cut into, each like an image of its own. */
  readonly strips: number
}

/** Blocks of images; the last one is filled up. */
const imageBlocks = ({ batch, block }: Sizes): Dim =>
  typeof batch === 'number' ? Math.ceil(batch / block) : `${batch}/${block}`

/** Strips of all images. */
function stripCount(sizes: Sizes): Dim {
  const [blocks, each] = [imageBlocks(sizes), sizes.block * sizes.strips]
  return typeof blocks === 'number' ? blocks * each : `${blocks}·${each}`
}

/** The number of strips that keeps what is held within the cache, if the rows can be cut so. */
function stripsOf(outputs: number, rows: number, columns: number, block: number): number {
  const bytesOfRow = Math.min(outputs, blocksAtOnce * block) * block * columns * 4
  const counts = Array.from({ length: rows }, (_, at) => at + 1).filter((count) => rows % count === 0)
  return counts.find((count) => (bytesOfRow * rows) / count <= cachedBytes) ?? rows
}

/** With images of zeros behind the others until the last block is full, and zeros around the other axes. */
function filledUp(x: Value, { batch, block }: Sizes, before: readonly number[], after: readonly number[]): Value {
  return op.padRows(x, [block, `${batch}/${block}·${block}`], before, after)
}

/** Rows or columns that windows reach, and how many behind the last element of `x` those are; below 0 where some are not reached. */
function reach(axis: AxisWindow): { readonly length: number; readonly after: number } {
  const length = (windowCount(axis) - 1) * axis.stride + axis.kernel
  return { length, after: length - axis.length - axis.before }
}

/** The rows of `x` (on axis 2) that the windows of each strip reach: [..., strips, rows of a strip, ...]. */
function cutIntoStrips(x: Value, rows: AxisWindow, strips: number): Value {
  const windows = windowCount(rows) / strips
  const length = (windows - 1) * rows.stride + rows.kernel
  const taken = Array.from({ length: strips * length }, (_, at) => {
    const [strip, row] = [Math.floor(at / length), at % length]
    return strip * windows * rows.stride + row
  })
  return strips === 1 ? x : op.gather(x, constant(tensor('int64', int64s(taken).data, [strips, length])), 2)
}

/** `x` as [blocks of channels, strips of images, rows of a strip, columns with a block of channels each], in blocks of strips. */
function imagesInnermost(x: Value, sizes: Sizes): Value {
  const { block, batch, channels, rows, columns, strips } = sizes
  const [blocks, images] = [channels / block, imageBlocks(sizes)]
  const lines = op.reshape(x, [batch, blocks, rows.length, columns.length * block])
  const around = [0, rows.before, columns.before * block]
  const filled = filledUp(lines, sizes, around, [0, reach(rows).after, reach(columns).after * block])
  const cut = cutIntoStrips(filled, rows, strips)
  const rowsOfStrip = (windowCount(rows) / strips - 1) * rows.stride + rows.kernel
  const width = reach(columns).length * block
  const ofBlock = strips * rowsOfStrip * width
  const flat = op.reshape(cut, [images, block, blocks * ofBlock])
  const innermost = op.reshape(op.transpose(flat, [0, 2, 1]), [images, blocks, ofBlock * block])
  const byChannels = blocks === 1 ? innermost : op.transpose(innermost, [1, 0, 2])
  return op.reshape(byChannels, [blocks, stripCount(sizes), rowsOfStrip, width])
}

/** `dy` as kernels [outputs, strips of images, rows of a strip, columns], in blocks. */
function asKernels(dy: Value, sizes: Sizes): Value {
  const { block, batch, outputs, rows, columns, strips } = sizes
  const [height, width] = [windowCount(rows), windowCount(columns)]
  const places = (height / strips) * width
  const filled = filledUp(op.reshape(dy, [batch, outputs * height * width]), sizes, [0], [0])
  const cut = op.reshape(filled, [imageBlocks(sizes), block, outputs / block, strips, places, block])
  const turned = op.transpose(cut, [2, 0, 3, 4, 1, 5])
  return op.reshape(turned, [outputs, stripCount(sizes), height / strips, width])
}

/** The gradient in the plain order, of the shape `kernel`, from blocked `x` and `dy`; null with dilation. */
export function blockedKernelGradient(
  x: Value,
  dy: Value,
  kernel: Shape,
  attributes: ConvAttributes,
  block: number,
): Value | null {
  if (attributes.dilations.some((each) => each !== 1)) return null
  const [outputs, channels, height, width] = kernel.map(Number) as [number, number, number, number]
  const windows = axisWindows(spatialLengths(x.shape), [height, width], attributes)
  const [rows, columns] = windows as [AxisWindow, AxisWindow]
  const strips = stripsOf(outputs, windowCount(rows), windowCount(columns), block)
  const sizes: Sizes = { block, batch: dimAt(x.shape, 0), channels, outputs, rows, columns, strips }
  const made = op.blockedConv(imagesInnermost(x, sizes), asKernels(dy, sizes), null, {
    strides: [1, 1],
    pads: [0, 0, 0, 0],
    dilations: [rows.stride, columns.stride * block],
  })
  const cut = op.reshape(made, [channels / block, outputs / block, height * width, block, block])
  return op.reshape(op.transpose(cut, [1, 4, 0, 3, 2]), kernel)
}
