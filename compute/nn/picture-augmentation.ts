/**
 * Pictures of a batch changed at random: mirrored, shifted, cropped, turned, tinted, with a part erased. What happens to a picture follows from (seed,
 * step, place in the batch) alone, as with dropout, so that a resumed run sees the very same pictures.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { Augmentation } from '../spec/augmentation.ts'
import type { ImageShape } from '../spec/image-model.ts'
import type { TrainingContext } from './layer.ts'
import { standardUniform } from './noise.ts'
import { turned, withColours } from './picture-changes.ts'
import { asNumber, floor, selection, stretching, within } from './places.ts'

/** What is done to each picture: columns of batch × 1 × 1. */
interface Draws {
  /** 1 where the axis is mirrored, else 0. */
  readonly flip: Value
  /** Whole pixels that the picture is shifted by, towards smaller places. */
  readonly shift: Value
  /** The first place of the part that is erased. */
  readonly erased: Value
}

/** Between which ratios of width to height crops are. */
const ratios = [3 / 4, 4 / 3] as const

/** Crops that are stretched over the whole picture: what each row, and each column, takes of those there were (batch × length × length). */
function crops(x: Value, { height, width }: ImageShape, most: number, training: TrainingContext) {
  const numbers = op.split(standardUniform(x, training.batchSize, 4, training.randomKey()), 1, [1, 1, 1, 1])
  const draw = (index: number) => op.reshape(numbers[index] as Value, [dimAt(x.shape, 0), 1, 1])
  const area = op.mul(op.sub(1, op.mul(draw(0), most)), height * width)
  const [narrow, wide] = [Math.log(ratios[0]), Math.log(ratios[1])]
  const ratio = op.exp(op.add(op.mul(draw(1), wide - narrow), narrow))
  const axis = (length: number, side: Value, place: Value) => {
    const size = op.max(op.min(floor(op.add(op.sqrt(side), 0.5)), length), 1)
    return stretching(length, size, floor(op.mul(place, op.add(op.sub(length, size), 1))))
  }
  return { rows: axis(height, op.div(area, ratio), draw(2)), columns: axis(width, op.mul(area, ratio), draw(3)) }
}

/** Colours of pictures with three channels, which draw numbers of their own. */
function recoloured(x: Value, planes: Value, { saturation, hue }: Augmentation, training: TrainingContext): Value {
  const numbers = op.split(standardUniform(x, training.batchSize, 2, training.randomKey()), 1, [1, 1]) as [Value, Value]
  const between = (draw: Value, most: number) => op.mul(op.sub(op.mul(draw, 2), 1), most)
  return withColours(planes, op.add(between(numbers[0], saturation), 1), between(numbers[1], (hue * Math.PI) / 180))
}

/** Turning and brightness, which draw numbers of their own where they are asked for. */
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
 * Augments pictures, batch × numbers (channels × height × width): cropped, mirrored and shifted, turned, tinted, a part erased. Pixels that
 * come in from outside, and erased ones, are 0: the mean of all pictures, since these are standardised.
 */
export function augmentPictures(
  x: Value,
  image: ImageShape,
  augmentation: Augmentation,
  training: TrainingContext,
): Value {
  const { channels, height, width } = image
  const { flipHorizontally, flipVertically, shift, crop, saturation, hue, erase } = augmentation
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
  const [fromRows, fromColumns] = [selection(height, vertical), selection(width, horizontal)]
  const cropped = crop === 0 ? null : crops(x, image, crop, training)
  const [down, across] =
    cropped === null
      ? [fromRows, fromColumns]
      : [op.matMul(fromRows, cropped.rows), op.matMul(fromColumns, cropped.columns)]
  const rows = op.reshape(down, [batch, 1, height, height])
  const columns = op.reshape(op.transpose(across, [0, 2, 1]), [batch, 1, width, width])
  const tinted = turnedAndTinted(x, op.matMul(op.matMul(rows, planes), columns), image, augmentation, training)
  const isColoured = channels === 3 && (saturation > 0 || hue > 0)
  const moved = isColoured ? recoloured(x, tinted, augmentation, training) : tinted
  if (erasedRows === 0 || erasedColumns === 0) return op.reshape(moved, [batch, channels * height * width])
  const erasedDown = op.reshape(within(height, erasedRows, vertical.erased), [batch, 1, height, 1])
  const erasedAcross = op.reshape(within(width, erasedColumns, horizontal.erased), [batch, 1, 1, width])
  const kept = op.sub(1, op.mul(erasedDown, erasedAcross))
  return op.reshape(op.mul(moved, kept), [batch, channels * height * width])
}
