/** What is done to pictures by augmentation, by amounts that are given: each picture by its own. */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { ImageShape } from '../spec/image-model.ts'
import { places } from './places.ts'

/**
 * Pictures (batch × channels × height × width) turned about their middle by an angle each, in radians (batch × 1 × 1): bilinear,
 * at their own size, 0 where they lack something.
 */
export function turned(planes: Value, { height, width }: ImageShape, angles: Value): Value {
  const batch = dimAt(planes.shape, 0)
  const fromMiddle = (length: number, shape: readonly number[]) => op.sub(places(length, shape), (length - 1) / 2)
  const [down, across] = [fromMiddle(height, [1, height, 1]), fromMiddle(width, [1, 1, width])]
  const [cos, sin] = [op.cos(angles), op.sin(angles)]
  const fromX = op.mul(op.sub(op.mul(cos, across), op.mul(sin, down)), 2 / width)
  const fromY = op.mul(op.add(op.mul(sin, across), op.mul(cos, down)), 2 / height)
  const apart = (x: Value) => op.reshape(x, [batch, height, width, 1])
  return op.sampleAt(planes, op.concat([apart(fromX), apart(fromY)], 3))
}

/**
 * Colours turned about grey, the line on which the three channels are alike, and drawn away from it or towards it: of pictures
 * batch × 3 × height × width. The turn is Rodrigues' about (1, 1, 1) / √3.
 *
 * @param stretch by how much they are farther from grey, 1 for not at all: batch × 1
 * @param angle in radians: batch × 1
 */
export function withColours(planes: Value, stretch: Value, angle: Value): Value {
  const batch = dimAt(planes.shape, 0)
  const pixels = Number(dimAt(planes.shape, 2)) * Number(dimAt(planes.shape, 3))
  const [along, across] = [op.mul(stretch, op.cos(angle)), op.mul(stretch, op.sin(angle))]
  const own = op.add(op.mul(along, 2 / 3), 1 / 3)
  const shared = op.sub(1 / 3, op.mul(along, 1 / 3))
  const [before, after] = [-1, 1].map((side) => op.add(shared, op.mul(across, side / Math.sqrt(3)))) as [Value, Value]
  const turn = op.reshape(op.concat([own, before, after, after, own, before, before, after, own], 1), [batch, 3, 3])
  return op.reshape(op.matMul(turn, op.reshape(planes, [batch, 3, pixels])), planes.shape)
}
