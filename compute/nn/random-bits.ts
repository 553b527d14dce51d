/**
 * Random bits as a hash of (key, row in the batch, column): nothing random is remembered between steps, so a run that was
 * interrupted goes on with the very numbers that it would have had.
 *
 * Row and column numbers are mixed with the key by themselves, which costs next to nothing. Only what joins the two is done
 * for each element: one round of MurmurHash3's 32-bit finaliser.
 */
import * as op from '../graph/ops.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'

/** Where the numbers of columns begin, for none to be a row's too. */
const firstColumn = 0x4000_0000

/** An xor with itself shifted, then a product: spreads high bits low, then low bits high. */
const round = (hash: Value, shift: number, factor: number) =>
  op.mul(op.bitwiseXor(hash, op.shiftRight(hash, shift)), factor)

/** Random bits for each of the numbers of rows, or of columns, from the key. */
export const hashed = (numbers: Value, key: Value) =>
  round(round(op.bitwiseXor(numbers, key), 16, 0x85ebca6b), 13, 0xc2b2ae35)

/** Counters made last, by offset and shape: a model's layers ask for the same again and again, and a file holds one value once. */
const recent = new Map<string, Value>()
const mostRecent = 16

/** The numbers 0, 1, 2 …, spread over all 32 bits (by the golden ratio), from an offset that tells rows from columns. */
function counters(count: number, offset: number, shape: readonly number[]): Value {
  const key = [offset, ...shape].join()
  const made = recent.get(key)
  if (made !== undefined) return made
  const numbers = Uint32Array.from({ length: count }, (_, index) => Math.imul(index + offset, 0x9e3779b9))
  const value = constant(tensor('uint32', numbers, shape))
  const [oldest] = recent.keys()
  if (recent.size >= mostRecent && oldest !== undefined) recent.delete(oldest)
  recent.set(key, value)
  return value
}

/** Numbers of so many rows, as a tensor of that shape (uint32). */
export const rowCounters = (count: number, shape: readonly number[]): Value => counters(count, 1, shape)

/** Numbers of so many columns, as a tensor of that shape (uint32). */
export const columnCounters = (count: number, shape: readonly number[]): Value => counters(count, firstColumn, shape)

/** 32 random bits for each row and column, from those of the rows and of the columns, whose shapes are broadcast together. */
export function joinBits(rowBits: Value, columnBits: Value): Value {
  return round(op.mul(op.bitwiseXor(rowBits, columnBits), 0x9e3779b1), 15, 0x85ebca77)
}

/** 32 random bits for each row and column, of shapes that are broadcast together, from a key (uint32, one number). */
export function randomBitsOf(rows: Value, columns: Value, key: Value): Value {
  return joinBits(hashed(rows, key), hashed(columns, key))
}
