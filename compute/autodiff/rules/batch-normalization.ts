/** Gradients of normalising by the batch's statistics, which depend on the input themselves, and of a straight line a channel. */
import * as op from '../../graph/ops.ts'
import type { batchNormalizationOps } from '../../graph/ops/batch-normalization.ts'
import { knownSize } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import type { GradientRules } from '../rule.ts'

/** Sum of each channel, as a vector. */
const channelSum = (x: Value) => op.reduceSum(x, { axes: x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis])) })

/** A vector with one number a channel, so that it broadcasts against `x`. */
const besideChannels = (vector: Value, x: Value) =>
  op.reshape(vector, [...vector.shape, ...x.shape.slice(2).map(() => 1)])

/** Elements of a channel: of the batch (a value, as it may be known by name only) and of space. */
const elements = (x: Value) => op.mul(op.lengthOf(x, 0), knownSize(x.shape.slice(2)) ?? 1)

interface Parts {
  readonly x: Value
  readonly dy: Value
  readonly mean: Value
  readonly variance: Value
  readonly epsilon: number
}

/** The input without its mean, one over the deviation, and the sum over each channel of dy times the normalised input. */
function normalizedParts({ x, dy, mean, variance, epsilon }: Parts) {
  const inverse = op.reciprocal(op.sqrt(op.add(variance, epsilon)))
  const centered = op.sub(x, besideChannels(mean, x))
  return { centered, inverse, dScale: op.mul(channelSum(op.mul(dy, centered)), inverse) }
}

/** `slope · x + offset` of each channel. Where there is no space, ONNX Runtime's op is slower than its parts. */
function line(x: Value, slope: Value, offset: Value): Value {
  if (x.shape.length > 2) return op.channelLine(x, slope, offset)
  return op.add(op.mul(x, besideChannels(slope, x)), besideChannels(offset, x))
}

/**
 * dx = scale/deviation · (dy − mean(dy) − x̂ · mean(dy·x̂)), where x̂ is the normalised input, written as
 * a·dy + b·centered + c with three numbers a channel.
 */
function inputGradient(parts: Parts, scale: Value): Value {
  const { x, dy } = parts
  const { centered, inverse, dScale } = normalizedParts(parts)
  const count = elements(x)
  const a = op.mul(scale, inverse)
  const b = op.neg(op.div(op.mul(op.mul(a, inverse), dScale), count))
  const c = op.neg(op.div(op.mul(a, channelSum(dy)), count))
  return op.add(op.mul(dy, besideChannels(a, x)), line(centered, b, c))
}

export const batchNormalizationGradients: GradientRules<typeof batchNormalizationOps> = {
  BatchNormalization: {
    x: ({ inputs: { x, scale }, attributes: { epsilon }, outputs: [, mean, variance], dy }) =>
      mean === undefined || variance === undefined
        ? op.mul(dy, besideChannels(scale, x))
        : inputGradient({ x, dy, mean, variance, epsilon }, scale),
    scale: ({ inputs: { x }, attributes: { epsilon }, outputs: [, mean, variance], dy }) =>
      mean === undefined || variance === undefined
        ? channelSum(op.mul(dy, x))
        : normalizedParts({ x, dy, mean, variance, epsilon }).dScale,
    bias: ({ dy }) => channelSum(dy),
    // What goes in as mean and variance has no part in the result.
    mean: ({ inputs: { mean } }) => op.zerosLike(mean),
    variance: ({ inputs: { variance } }) => op.zerosLike(variance),
  },
}
