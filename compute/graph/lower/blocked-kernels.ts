/** Kernels of convolutions in blocks, from the plain order and back, and turned round for the transposed convolution. */
import * as op from '../ops.ts'
import { int64s } from '../tensor.ts'
import { constant, type Value } from '../value.ts'

/**
 * Kernels [outputs, channels, height, width] in blocks. In two strokes: a matrix turned, then whole blocks moved. ONNX Runtime
 * has a fast way for either, and none for both at once.
 */
export function blockedKernels(w: Value, block: number): Value {
  const [outputs, channels, height, width] = w.shape.map(Number) as [number, number, number, number]
  const places = height * width
  const turned = op.transpose(op.reshape(w, [outputs, channels * places]), [1, 0])
  const cut = op.reshape(turned, [channels / block, block, places, outputs / block, block])
  return op.reshape(op.transpose(cut, [3, 0, 2, 1, 4]), w.shape)
}

/** One axis of a transposed convolution with stride `stride` and `before` elements cut off at its beginning. */
export interface TransposedAxis {
  readonly kernel: number
  readonly stride: number
  readonly before: number
}

/** Which elements of its input an output sees, counted from the one that it lies over: from `first`, `count` of them. */
export function seenBy({ kernel, stride, before }: TransposedAxis): { readonly first: number; readonly count: number } {
  const first = Math.ceil((before - kernel + 1) / stride)
  return { first, count: Math.floor((stride - 1 + before) / stride) - first + 1 }
}

/** For each remainder of an output's place by the stride, and each element that it sees, its place in the kernel; -1 where none is. */
function placesOf(axis: TransposedAxis): readonly (readonly number[])[] {
  const { first, count } = seenBy(axis)
  return Array.from({ length: axis.stride }, (_, remainder) =>
    Array.from({ length: count }, (__, seen) => {
      const place = remainder + axis.before - axis.stride * (first + seen)
      return place >= 0 && place < axis.kernel ? place : -1
    }),
  )
}

/**
 * The blocked kernels of the plain convolution whose outputs are those of a transposed one with kernels `w` [inputs,
 * outputs, height, width]: a set of outputs for each remainder of a place by the strides, rows first.
 */
export function turnedKernels(w: Value, axes: readonly [TransposedAxis, TransposedAxis], block: number): Value {
  const [inputs, outputs, height, width] = w.shape.map(Number) as [number, number, number, number]
  const [rows, columns] = [placesOf(axes[0]), placesOf(axes[1])]
  const none = height * width
  const taken = rows.flatMap((row) =>
    columns.flatMap((column) => row.flatMap((y) => column.map((x) => (y < 0 || x < 0 ? none : y * width + x)))),
  )
  const places = op.transpose(op.reshape(w, [inputs * outputs, none]), [1, 0])
  const source = taken.includes(none) ? op.padAxes(places, [0, 0], [1, 0]) : places
  const sets = axes[0].stride * axes[1].stride
  const [seenRows, seenColumns] = [seenBy(axes[0]).count, seenBy(axes[1]).count]
  const cut = op.reshape(op.gather(source, constant(int64s(taken))), [
    ...[sets, seenRows * seenColumns],
    ...[inputs / block, block, outputs / block, block],
  ])
  return op.reshape(op.transpose(cut, [0, 4, 2, 1, 3, 5]), [sets * outputs, inputs, seenRows, seenColumns])
}
