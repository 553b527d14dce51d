/** Places along an axis and what is at them, for changes of pictures and recordings at random. */
import * as op from '../graph/ops.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'

/** The whole part of numbers that are not negative. */
export const floor = (x: Value): Value => op.cast(op.cast(x, 'int64'), 'float32')

/** 1 where something holds, else 0. */
export const asNumber = (condition: Value): Value => op.cast(condition, 'float32')

/** The numbers of the places along an axis: 0, 1, 2 and so on, in a shape. */
export const places = (length: number, shape: readonly number[]): Value =>
  constant(
    tensor(
      'float32',
      Float32Array.from({ length }, (_, at) => at),
      shape,
    ),
  )

/**
 * For each place along an axis a row with a 1 where it takes its number from, and none where that lies outside: batch ×
 * length × length. Products with it move whole numbers of places without changing a bit.
 *
 * @param flip 1 where the axis is mirrored, else 0: batch × 1 × 1
 * @param shift by how many places towards smaller ones everything moves: batch × 1 × 1
 */
export function selection(length: number, { flip, shift }: { flip: Value | null; shift: Value }): Value {
  const own = places(length, [1, length, 1])
  const turned = flip === null ? own : op.add(op.mul(flip, op.sub(op.sub(length - 1, own), own)), own)
  return asNumber(op.equal(op.add(turned, shift), places(length, [1, 1, length])))
}

/** 1 at the places of an axis from `first` on, for so many: batch × 1 × length. */
export function within(length: number, size: number | Value, first: Value): Value {
  const at = places(length, [1, 1, length])
  return asNumber(op.and(op.greaterOrEqual(at, first), op.less(at, op.add(first, size))))
}

/**
 * For each place along an axis what it takes of each place of a part that is stretched over it: batch × length × length, bilinear
 * within the part (torch.nn.functional.interpolate with align_corners=False).
 *
 * @param size places that the part has @param first the first of them: both whole numbers, batch × 1 × 1
 */
export function stretching(length: number, size: Value, first: Value): Value {
  const own = op.add(places(length, [1, length, 1]), 0.5)
  const inPart = op.sub(op.mul(own, op.mul(size, 1 / length)), 0.5)
  const from = op.add(op.max(op.min(inPart, op.sub(size, 1)), 0), first)
  return op.relu(op.sub(1, op.abs(op.sub(from, places(length, [1, 1, length])))))
}
