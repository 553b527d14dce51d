/** Convolutions and transposed convolutions of blocked values. */
import type { ConvAttributes } from '../ops/convolution.ts'
import * as op from '../ops.ts'
import { type Dim, dimAt, type Shape } from '../shape.ts'
import type { Value } from '../value.ts'
import { blockedKernels, seenBy, turnedKernels } from './blocked-kernels.ts'

/** Whether that many channels, of images, are whole blocks. */
const areBlocks = (block: number, ...channels: readonly (Dim | undefined)[]) =>
  channels.every((count) => typeof count === 'number' && count % block === 0)

/** Whether a convolution with these kernels can be made of blocks: of images, in one group, with whole blocks on both sides. */
export const canBeBlocked = (w: Shape, { group }: ConvAttributes, block: number) =>
  w.length === 4 && group === 1 && areBlocks(block, w[0], w[1])

/** A convolution of a blocked `x` with plain kernels; blocked. */
export const convolution = (x: Value, w: Value, b: Value | null, attributes: ConvAttributes, block: number) =>
  op.blockedConv(x, blockedKernels(w, block), b, attributes)

/**
 * A transposed convolution of a blocked `x` with plain kernels, of that shape; blocked. It is a plain convolution with turned
 * kernels: with a stride, one set of outputs for each remainder, which are then put between each other.
 * Null where it isn't: with dilation, or where more is cut off than a kernel reaches.
 */
export function transposedConvolution(
  x: Value,
  w: Value,
  b: Value | null,
  shape: Shape,
  { strides, pads, dilations }: ConvAttributes,
  block: number,
): Value | null {
  const kernel = w.shape.slice(2).map(Number)
  const axes = kernel.map((size, at) => {
    const axis = { kernel: size, stride: strides[at] ?? 1, before: pads[at] ?? 0 }
    const { first, count } = seenBy(axis)
    // An output for each element of a row of tiles as long as the stride, the last of which may be cut.
    const tiles = Math.ceil(Number(dimAt(shape, 2 + at)) / axis.stride)
    return { ...axis, tiles, before2: -first, after2: tiles - Number(dimAt(x.shape, 2 + at)) + first + count - 1 }
  })
  const [rows, columns] = axes as [(typeof axes)[number], (typeof axes)[number]]
  if (dilations.some((each) => each !== 1) || axes.some(({ before2, after2 }) => before2 < 0 || after2 < 0)) return null
  const turned = turnedKernels(w, [rows, columns], block)
  const sets = rows.stride * columns.stride
  const biases = b === null ? null : op.concat(new Array<Value>(sets).fill(b), 0)
  const made = op.blockedConv(x, turned, biases, {
    strides: [1, 1],
    pads: [rows.before2, columns.before2, rows.after2, columns.after2],
    dilations: [1, 1],
  })
  return sets === 1 ? made : interleaved(made, shape, rows, columns, block)
}

/** A set of outputs for each place in a tile, put to their places. */
function interleaved(
  sets: Value,
  shape: Shape,
  rows: { readonly stride: number; readonly tiles: number },
  columns: { readonly stride: number; readonly tiles: number },
  block: number,
): Value {
  const [batch = 1, channels] = [shape[0], Number(dimAt(shape, 1))]
  const places = [rows.stride, columns.stride]
  const cut = op.reshape(sets, [batch, ...places, channels / block, rows.tiles, columns.tiles, block])
  const tiled = op.transpose(cut, [0, 3, 4, 1, 5, 2, 6])
  const whole = op.reshape(tiled, [
    batch,
    channels / block,
    rows.tiles * rows.stride,
    columns.tiles * columns.stride,
    block,
  ])
  const kept = op.sliceAxes(
    whole,
    [2, 3].map((axis) => ({ axis, start: 0, end: Number(dimAt(shape, axis)) })),
  )
  return op.reshape(kept, shape)
}
