/** Convolutions and transposed convolutions of blocked values. */
import type { ConvAttributes } from '../ops/convolution.ts'
import * as op from '../ops.ts'
import { type Dim, dimAt, type Shape } from '../shape.ts'
import type { Value } from '../value.ts'
import {
  blockedKernels,
  type Seen,
  type SeenBySet,
  seenByEach,
  seenTogether,
  type TransposedAxis,
  turnedKernels,
} from './blocked-kernels.ts'

/** Whether that many channels, of images, are whole blocks. */
const areBlocks = (block: number, ...channels: readonly (Dim | undefined)[]) =>
  channels.every((count) => typeof count === 'number' && count % block === 0)

/** Whether a convolution with these kernels can be made of blocks: of images, in one group, with whole blocks on both sides. */
export const canBeBlocked = (w: Shape, { group }: ConvAttributes, block: number) =>
  w.length === 4 && group === 1 && areBlocks(block, w[0], w[1])

/** A convolution of a blocked `x` with plain kernels; blocked. */
export const convolution = (x: Value, w: Value, b: Value | null, attributes: ConvAttributes, block: number) =>
  op.blockedConv(x, blockedKernels(w, block), b, attributes)

/** One axis of a transposed convolution with the lengths of its input and, in tiles as long as the stride, of its output. */
interface TiledAxis extends TransposedAxis {
  readonly length: number
  readonly tiles: number
}

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
  if (dilations.some((each) => each !== 1)) return null
  const axes = w.shape.slice(2).map((size, at): TiledAxis => {
    const [stride, length] = [strides[at] ?? 1, Number(dimAt(x.shape, 2 + at))]
    // An output for each element of a row of tiles as long as the stride, the last of which may be cut.
    const tiles = Math.ceil(Number(dimAt(shape, 2 + at)) / stride)
    return { kernel: Number(size), stride, before: pads[at] ?? 0, length, tiles }
  })
  const both = axes as [TiledAxis, TiledAxis]
  const convolved = (sets: readonly SeenBySet[]): Value => {
    const biases = b === null ? null : op.concat(new Array<Value>(sets.length).fill(b), 0)
    const attributes = { strides: [1, 1], pads: padsOf(sets[0] as SeenBySet, both), dilations: [1, 1] }
    return op.blockedConv(x, turnedKernels(w, sets, block), biases, attributes)
  }
  const [apart, together] = [setsOf(both, seenByEach), setsOf(both, seenTogether)]
  const fits = (sets: readonly SeenBySet[]) => sets.every((set) => padsOf(set, both).every((count) => count >= 0))
  if (isLess(apart, together) && fits(apart)) {
    const made = apart.map((set) => convolved([set]))
    return interleaved(op.concat(made, 1), shape, ...both, block)
  }
  if (!fits(together)) return null
  const made = convolved(together)
  return together.length === 1 ? made : interleaved(made, shape, ...both, block)
}

/** A set of outputs for each remainder of a place by the strides, rows first. */
const setsOf = ([rows, columns]: readonly [TiledAxis, TiledAxis], seenBy: (axis: TransposedAxis) => readonly Seen[]) =>
  seenBy(rows).flatMap((row) => seenBy(columns).map((column): SeenBySet => [row, column]))

/**
 * Whether sets are computed faster one by one: where all see windows of the same size, smaller than that of all together, as with
 * kernels of 4 and a stride of 2. Measured (test/bench/TRIED.md): the small windows of some sets of a kernel of 3 cost more
 * than they save.
 */
function isLess(apart: readonly SeenBySet[], together: readonly SeenBySet[]): boolean {
  const products = ([rows, columns]: SeenBySet) => rows.places.length * columns.places.length
  const [size = 0, ...others] = new Set(apart.map(products))
  return others.length === 0 && size > 0 && size < Math.max(...together.map(products))
}

/** What a convolution puts before the rows and columns for a set to see what it is to see, and after them. */
function padsOf(set: SeenBySet, axes: readonly [TiledAxis, TiledAxis]): readonly number[] {
  const before = set.map(({ first }) => -first)
  const after = axes.map(({ tiles, length }, at) => {
    const { first, places } = set[at] as Seen
    return tiles - length + first + places.length - 1
  })
  return [...before, ...after]
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
