/** Dropout whose mask follows from (seed, step, layer, row in the batch, column) alone. */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError, type Shape } from '../graph/shape.ts'
import { sizeOf } from '../graph/tensor.ts'
import type { Value } from '../graph/value.ts'
import { type Layer, plainLayer, type TrainingContext } from './layer.ts'
import { columnCounters, hashed, joinBits, rowCounters } from './random-bits.ts'

/** From this many columns on a mask is made row after row, so that what lies between its operations stays in the cache. */
const leastSliced = 16_384

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
  const allRows = rowCounters(training.batchSize, rowShape)
  const end = op.lengthOf(x, batch, 'int64')
  const rowNumbers = op.slice(allRows, { axis: batch, start: 0, end, length: dimAt(x.shape, batch) })
  const [rowBits, columnBits] = [hashed(rowNumbers, key), hashed(columnCounters(sizeOf(columnShape), columnShape), key)]
  const maskOf = (row: Value, columns: Value) => {
    const kept = op.greaterOrEqual(joinBits(row, columns), Math.round(probability * 2 ** 32))
    return op.mul(op.cast(kept, 'float32'), 1 / (1 - probability))
  }
  if (batch > 0 || sizeOf(columnShape) < leastSliced) return maskOf(rowBits, columnBits)
  const columns = op.reshape(columnBits, columnShape.slice(1))
  const [mask] = op.mapSlices([rowBits], ([row]) => [maskOf(row as Value, columns)])
  return mask as Value
}

/** Drops each unit of a row with that probability while training, and scales the others up by 1 / (1 − p) (torch.nn.Dropout). */
export function dropout(probability: number): Layer {
  return plainLayer((x, { training }) => (training === null ? x : op.mul(x, dropoutMask(x, probability, training))))
}
