/**
 * Pictures of a batch mixed with one another, by mixup or CutMix. What becomes of a picture follows from (seed, step, place in the
 * batch) and from the picture before it, as with augmentation: a resumed run sees the very same mixtures.
 */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { ImageShape } from '../spec/image-model.ts'
import type { PictureMixing } from '../spec/picture-mixing.ts'
import { betaNumbers } from './beta-numbers.ts'
import type { TrainingContext } from './layer.ts'
import { standardUniform } from './noise.ts'
import { asNumber, floor, places } from './places.ts'

export interface MixedPictures {
  readonly x: Value
  /** The share that the partner has of each: batch × 1. */
  readonly share: Value
}

/** Rows each of which is the one before it; the first is the last. */
export function partners(rows: Value): Value {
  const own = op.counting(rows, 0)
  const last = op.sub(op.lengthOf(rows, 0, 'int64'), 1)
  return op.gather(rows, op.where(op.equal(own, 0), last, op.sub(own, 1)))
}

/** Labels (int64, a row each) as shares of each class, rows × classes, where `share` of each row is its partner's. */
export function mixedLabels(labels: Value, share: Value, classes: number): Value {
  const own = op.oneHot(labels, classes)
  return op.add(op.mul(own, op.sub(1, share)), op.mul(partners(own), share))
}

/** 1 at the places of an axis that lie less than `half` before or after a middle, the middle among what follows it. */
function around(length: number, middle: Value, half: Value, shape: readonly number[]): Value {
  const at = places(length, shape)
  return asNumber(op.and(op.greaterOrEqual(at, op.sub(middle, half)), op.less(at, op.add(middle, half))))
}

/**
 * Where a partner's rectangle lies: 1 or 0, batch × 1 × height × width. Its middle is anywhere, its sides are √(1 − λ) of the
 * picture's, and what would lie outside is cut off (as in torchvision's and timm's).
 *
 * @param kept λ: batch × 1 × 1 × 1 @param middle uniform, down and across
 */
export function rectangle({ height, width }: ImageShape, kept: Value, [down, across]: readonly [Value, Value]): Value {
  const side = op.mul(op.sqrt(op.sub(1, kept)), 0.5)
  const axis = (length: number, draw: Value, shape: readonly number[]) =>
    around(length, floor(op.mul(draw, length)), floor(op.mul(side, length)), shape)
  return op.mul(axis(height, down, [1, 1, height, 1]), axis(width, across, [1, 1, 1, width]))
}

/**
 * Mixes pictures (batch × numbers), each with the one before it. @throws GraphError where no way of mixing is on
 */
export function mixPictures(
  x: Value,
  image: ImageShape,
  { mixup, cutmix, share }: PictureMixing,
  training: TrainingContext,
): MixedPictures {
  const { channels, height, width } = image
  const batch = dimAt(x.shape, 0)
  const numbers = op.split(standardUniform(x, training.batchSize, 5, training.randomKey()), 1, [1, 1, 1, 1, 1])
  const draw = (index: number) => op.reshape(numbers[index] as Value, [batch, 1, 1, 1])
  /** How much of each pixel is the partner's. */
  const shining = mixup > 0 ? op.sub(1, betaNumbers(draw(2), mixup)) : null
  const cut = cutmix > 0 ? rectangle(image, betaNumbers(draw(2), cutmix), [draw(3), draw(4)]) : null
  const both = shining !== null && cut !== null ? op.where(op.less(draw(1), 0.5), shining, cut) : (shining ?? cut)
  if (both === null) throw new GraphError('pictures are mixed in no way')
  const parts = op.mul(both, asNumber(op.less(draw(0), share)))
  const planes = op.reshape(x, [batch, channels, height, width])
  const mixed = op.add(op.mul(planes, op.sub(1, parts)), op.mul(partners(planes), parts))
  return {
    x: op.reshape(mixed, [batch, channels * height * width]),
    share: op.reshape(op.reduceMean(parts, { axes: [2, 3], keepDims: true }), [batch, 1]),
  }
}
