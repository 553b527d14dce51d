/**
 * Words of a batch changed at random: some change places with their neighbours, some are read as unknown ones. What happens to
 * a text follows from (seed, step, place in the batch) alone, as with pictures.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import type { TextAugmentation } from '../spec/text-augmentation.ts'
import type { TrainingContext } from './layer.ts'
import { standardUniform } from './noise.ts'
import { asNumber } from './places.ts'

/** Whether each place is the first of a pair, where pairs begin at even places. */
const isEven = (length: number): Value =>
  constant(
    tensor(
      'float32',
      Float32Array.from({ length }, (_, at) => 1 - (at % 2)),
      [1, length],
    ),
  )

/**
 * Augments numbered words, batch × length, 0 for padding, which stays where it is: first neighbours change places (in pairs that
 * begin at even or at odd places, drawn for each text), then words are dropped.
 *
 * @param unknown the number of an unknown word
 */
export function augmentTokens(
  x: Value,
  { dropout, swap }: TextAugmentation,
  unknown: number,
  training: TrainingContext,
): Value {
  const length = Number(dimAt(x.shape, 1))
  const [pairs, drops, side] = op.split(
    standardUniform(x, training.batchSize, 2 * length + 1, training.randomKey()),
    1,
    [length, length, 1],
  ) as [Value, Value, Value]
  const swapped = swap === 0 || length === 1 ? x : withSwaps(x, length, op.less(pairs, swap), op.less(side, 0.5))
  if (dropout === 0) return swapped
  return op.where(op.and(op.less(drops, dropout), op.greater(swapped, 0)), unknown, swapped)
}

/** @param chosen places whose pair may change @param even whether pairs begin at even places, batch × 1 */
function withSwaps(x: Value, length: number, chosen: Value, even: Value): Value {
  const batch = dimAt(x.shape, 0)
  const none = op.mul(op.slice(x, { axis: 1, start: 0, end: 1 }), 0)
  /** What stands one place later, and one place earlier. */
  const later = (v: Value) => op.concat([op.slice(v, { axis: 1, start: 1, end: length }), none], 1)
  const earlier = (v: Value) => op.concat([none, op.slice(v, { axis: 1, start: 0, end: length - 1 })], 1)
  const begins = op.where(even, isEven(length), op.sub(1, isEven(length)))
  const next = later(x)
  const both = op.and(op.greater(x, 0), op.greater(next, 0))
  const first = op.mul(op.mul(begins, asNumber(chosen)), asNumber(both))
  const second = earlier(first)
  const stays = op.sub(op.sub(1, first), second)
  const moved = op.add(op.mul(x, stays), op.add(op.mul(next, first), op.mul(earlier(x), second)))
  return op.reshape(moved, [batch, length])
}
