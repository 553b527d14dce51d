/**
 * Dropout whose mask is a hash of (seed, step, layer, row in the batch, column): nothing random is remembered between
 * steps, so a run that was interrupted goes on with the very masks that it would have had.
 *
 * Row and column numbers are mixed with the step's key by themselves, which costs next to nothing. Only what joins
 * the two is done for each element: one round of MurmurHash3's 32-bit finaliser.
 */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError, type Shape } from '../graph/shape.ts'
import { sizeOf, tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { type Layer, plainLayer, type TrainingContext } from './layer.ts'

/** An xor with itself shifted, then a product: spreads high bits low, then low bits high. */
const round = (hash: Value, shift: number, factor: number) =>
  op.mul(op.bitwiseXor(hash, op.shiftRight(hash, shift)), factor)

/** Random bits for each of the numbers, from the key. */
const hashed = (numbers: Value, key: Value) => round(round(op.bitwiseXor(numbers, key), 16, 0x85ebca6b), 13, 0xc2b2ae35)

/** The numbers 0, 1, 2 …, spread over all 32 bits (by the golden ratio), from an offset that tells rows from columns. */
function counters(count: number, offset: number, shape: readonly number[]): Value {
  const numbers = Uint32Array.from({ length: count }, (_, index) => Math.imul(index + offset, 0x9e3779b9))
  return constant(tensor('uint32', numbers, shape))
}

/** The axis of the batch's rows: the one whose length is known only by name, else the first. */
function batchAxis(shape: Shape): number {
  const named = shape.flatMap((dim, axis) => (typeof dim === 'string' ? [axis] : []))
  if (named.length > 1) throw new GraphError('dropout needs to know its number of columns')
  return named[0] ?? 0
}

/** 1 / (1 − p) where an element of `x` is kept, 0 where it is dropped. One axis is the batch's; all others together make the columns. */
export function dropoutMask(x: Value, probability: number, training: TrainingContext): Value {
  const batch = batchAxis(x.shape)
  const key = training.randomKey()
  const rowShape = x.shape.map((_, axis) => (axis === batch ? training.batchSize : 1))
  const columnShape = x.shape.map((dim, axis) => (axis === batch ? 1 : Number(dim)))
  const allRows = counters(training.batchSize, 1, rowShape)
  const end = op.lengthOf(x, batch, 'int64')
  const rowNumbers = op.slice(allRows, { axis: batch, start: 0, end, length: dimAt(x.shape, batch) })
  const columnNumbers = counters(sizeOf(columnShape), 0x4000_0000, columnShape)
  const joined = op.bitwiseXor(hashed(rowNumbers, key), hashed(columnNumbers, key))
  const bits = round(op.mul(joined, 0x9e3779b1), 15, 0x85ebca77)
  const kept = op.greaterOrEqual(bits, Math.round(probability * 2 ** 32))
  return op.mul(op.cast(kept, 'float32'), 1 / (1 - probability))
}

/** Drops each unit of a row with that probability while training, and scales the others up by 1 / (1 − p) (torch.nn.Dropout). */
export function dropout(probability: number): Layer {
  return plainLayer((x, { training }) => (training === null ? x : op.mul(x, dropoutMask(x, probability, training))))
}
