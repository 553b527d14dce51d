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

/**
 * The elements of an axis of its input that the outputs of one remainder by the stride see: from `first` on, counted from the one
 * that they lie over, each with its place in the kernel; -1 where the kernel has none for it.
 */
export interface Seen {
  readonly first: number
  readonly places: readonly number[]
}

/** What the outputs of each remainder see, and nothing else. */
export function seenByEach({ kernel, stride, before }: TransposedAxis): readonly Seen[] {
  return Array.from({ length: stride }, (_, remainder) => {
    const first = Math.ceil((remainder + before - kernel + 1) / stride)
    const count = Math.floor((remainder + before) / stride) - first + 1
    return { first, places: Array.from({ length: count }, (__, seen) => remainder + before - stride * (first + seen)) }
  })
}

/** The same in one window for all of them, which is as wide as the widest. */
export function seenTogether(axis: TransposedAxis): readonly Seen[] {
  const { kernel, stride, before } = axis
  const first = Math.ceil((before - kernel + 1) / stride)
  const count = Math.floor((stride - 1 + before) / stride) - first + 1
  return Array.from({ length: stride }, (_, remainder) => {
    const places = Array.from({ length: count }, (__, seen) => remainder + before - stride * (first + seen))
    return { first, places: places.map((place) => (place >= 0 && place < kernel ? place : -1)) }
  })
}

/** A set of outputs: what they see of the rows, and of the columns. */
export type SeenBySet = readonly [Seen, Seen]

/**
 * The blocked kernels of the plain convolution whose outputs are those sets of a transposed one's with kernels `w` [inputs,
 * outputs, height, width], one after the other. All sets have windows of the same size.
 */
export function turnedKernels(w: Value, sets: readonly SeenBySet[], block: number): Value {
  const [inputs, outputs, height, width] = w.shape.map(Number) as [number, number, number, number]
  const none = height * width
  const taken = sets.flatMap(([rows, columns]) =>
    rows.places.flatMap((y) => columns.places.map((x) => (y < 0 || x < 0 ? none : y * width + x))),
  )
  const places = op.transpose(op.reshape(w, [inputs * outputs, none]), [1, 0])
  const source = taken.includes(none) ? op.padAxes(places, [0, 0], [1, 0]) : places
  const [seenRows, seenColumns] = (sets[0] as SeenBySet).map((seen) => seen.places.length) as [number, number]
  const cut = op.reshape(op.gather(source, constant(int64s(taken))), [
    ...[sets.length, seenRows * seenColumns],
    ...[inputs / block, block, outputs / block, block],
  ])
  return op.reshape(op.transpose(cut, [0, 4, 2, 1, 3, 5]), [sets.length * outputs, inputs, seenRows, seenColumns])
}
