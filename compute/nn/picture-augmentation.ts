/**
 * Pictures of a batch changed at random: mirrored, shifted, turned, tinted, with a part erased. What happens to a picture follows from (seed,
 * step, place in the batch) alone, as with dropout, so that a resumed run sees the very same pictures.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { Augmentation } from '../spec/augmentation.ts'
import type { ImageShape } from '../spec/image-model.ts'
import type { TrainingContext } from './layer.ts'
import { standardUniform } from './noise.ts'
import { asNumber, floor, places, selection, within } from './places.ts'

/** What is done to each picture: columns of batch × 1 × 1. */
interface Draws {
  /** 1 where the axis is mirrored, else 0. */
  readonly flip: Value
  /** Whole pixels that the picture is shifted by, towards smaller places. */
  readonly shift: Value
  /** The first place of the part that is erased. */
  readonly erased: Value
}

/**
 * Pictures (batch × channels × height × width) turned about their middle by an angle each, in radians (batch × 1 × 1): bilinear,
 * at their own size, 0 where they lack something.
 */
function turned(planes: Value, { height, width }: ImageShape, angles: Value): Value {
  const batch = dimAt(planes.shape, 0)
  const fromMiddle = (length: number, shape: readonly number[]) => op.sub(places(length, shape), (length - 1) / 2)
  const [down, across] = [fromMiddle(height, [1, height, 1]), fromMiddle(width, [1, 1, width])]
  const [cos, sin] = [op.cos(angles), op.sin(angles)]
  const fromX = op.mul(op.sub(op.mul(cos, across), op.mul(sin, down)), 2 / width)
  const fromY = op.mul(op.add(op.mul(sin, across), op.mul(cos, down)), 2 / height)
  const apart = (x: Value) => op.reshape(x, [batch, height, width, 1])
  return op.sampleAt(planes, op.concat([apart(fromX), apart(fromY)], 3))
}

/** Turning and colour, which draw numbers of their own where they are asked for. */
function turnedAndTinted(
  x: Value,
  planes: Value,
  image: ImageShape,
  { rotate, brightness, contrast }: Augmentation,
  training: TrainingContext,
): Value {
  if (rotate === 0 && brightness === 0 && contrast === 0) return planes
  const numbers = op.split(standardUniform(x, training.batchSize, 3, training.randomKey()), 1, [1, 1, 1])
  const between = (index: number, most: number, shape: readonly number[]) =>
    op.mul(op.sub(op.mul(op.reshape(numbers[index] as Value, [dimAt(x.shape, 0), ...shape]), 2), 1), most)
  const angles = between(0, (rotate * Math.PI) / 180, [1, 1])
  const upright = rotate === 0 ? planes : turned(planes, image, angles)
  const stretched = contrast === 0 ? upright : op.mul(upright, op.add(between(1, contrast, [1, 1, 1]), 1))
  return brightness === 0 ? stretched : op.add(stretched, between(2, brightness, [1, 1, 1]))
}

/**
 * Augments pictures, batch × numbers (channels × height × width): mirrored and shifted, turned, tinted, a part erased. Pixels that
 * come in from outside, and erased ones, are 0: the mean of all pictures, since these are standardised.
 */
export function augmentPictures(
  x: Value,
  image: ImageShape,
  augmentation: Augmentation,
  training: TrainingContext,
): Value {
  const { channels, height, width } = image
  const { flipHorizontally, flipVertically, shift, erase } = augmentation
  const batch = dimAt(x.shape, 0)
  const numbers = op.split(standardUniform(x, training.batchSize, 6, training.randomKey()), 1, [1, 1, 1, 1, 1, 1])
  const column = (index: number) => op.reshape(numbers[index] as Value, [batch, 1, 1])
  const drawsOf = (length: number, size: number, flips: boolean, first: number): Draws => ({
    flip: flips ? asNumber(op.less(column(first), 0.5)) : op.mul(column(first), 0),
    shift: op.sub(floor(op.mul(column(first + 1), 2 * shift + 1)), shift),
    erased: floor(op.mul(column(first + 2), length - size + 1)),
  })
  const [erasedRows, erasedColumns] = [Math.round(erase * height), Math.round(erase * width)]
  const vertical = drawsOf(height, erasedRows, flipVertically, 0)
  const horizontal = drawsOf(width, erasedColumns, flipHorizontally, 3)
  const planes = op.reshape(x, [batch, channels, height, width])
  const rows = op.reshape(selection(height, vertical), [batch, 1, height, height])
  const columns = op.reshape(op.transpose(selection(width, horizontal), [0, 2, 1]), [batch, 1, width, width])
  const moved = turnedAndTinted(x, op.matMul(op.matMul(rows, planes), columns), image, augmentation, training)
  if (erasedRows === 0 || erasedColumns === 0) return op.reshape(moved, [batch, channels * height * width])
  const down = op.reshape(within(height, erasedRows, vertical.erased), [batch, 1, height, 1])
  const across = op.reshape(within(width, erasedColumns, horizontal.erased), [batch, 1, 1, width])
  const kept = op.sub(1, op.mul(down, across))
  return op.reshape(op.mul(moved, kept), [batch, channels * height * width])
}
