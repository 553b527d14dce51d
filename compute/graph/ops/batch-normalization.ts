/** Normalisation of each channel by the batch's own mean and variance. */
import { apply, applyAll, defineOp } from '../op.ts'
import { dimAt, GraphError, sameShape } from '../shape.ts'
import { tensor } from '../tensor.ts'
import { constant, type Value } from '../value.ts'
import { mul } from './elementwise.ts'

/** Whether a value is known to be the same number everywhere. */
const isConstantOf = ({ source }: Value, number: number) =>
  source.kind === 'constant' && [...source.tensor.data].every((each) => each === number)

export const batchNormalizationOps = {
  /**
   * In training mode, with a momentum of 0: what comes out is the normalised `x` and the batch's mean and (biased) variance
   * of each channel; the means and variances that go in are not used. Out of training it is used with a mean of 0 and a
   * variance of 1, which makes it a straight line for each channel.
   */
  BatchNormalization: defineOp('BatchNormalization', {
    since: 15,
    inputs: ['x', 'scale', 'bias', 'mean', 'variance'],
    attributes: { epsilon: 'float', momentum: 'float', training_mode: 'int' },
    infer: ({ x, scale, bias, mean, variance }, { training_mode: training, momentum, epsilon }) => {
      const vector = { dtype: 'float32', shape: [dimAt(x.shape, 1)] } as const
      if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
      if ([scale, bias, mean, variance].some(({ shape }) => !sameShape(shape, vector.shape)))
        throw new GraphError('takes a vector with one number a channel for each of its parameters')
      if (momentum !== 0) throw new GraphError('is used with a momentum of 0 only')
      const y = { dtype: 'float32', shape: x.shape } as const
      if (training === 1) return [y, vector, vector]
      if (epsilon !== 0 || !isConstantOf(mean, 0) || !isConstantOf(variance, 1))
        throw new GraphError('is used with a mean of 0 and a variance of 1 only, where it is not training')
      return [y]
    },
  }),
}

export interface BatchNormalized {
  readonly y: Value
  /** Mean and biased variance of each channel over the batch and all spatial axes. */
  readonly mean: Value
  readonly variance: Value
}

/**
 * `x` [batch, channels, …] with each channel brought to mean 0 and variance 1 over the batch, then scaled and shifted.
 *
 * @param before two vectors, such as running statistics, that no other batch is normalised with; their numbers don't matter
 */
export function batchNormalize(
  x: Value,
  scale: Value,
  bias: Value,
  epsilon: number,
  before: readonly [Value, Value],
): BatchNormalized {
  const attributes = { epsilon, momentum: 0, training_mode: 1 }
  // The kernel writes the statistics into the memory of the ones that it is given: those must be nobody else's. A constant
  // would not be, nor one value for both, nor, of a layer that two batches go through, the same product for either:
  // ONNX Runtime makes one of two that are alike.
  const [mean0, variance0] = [mul(before[0], 0), mul(before[1], 0)]
  const outputs = applyAll(batchNormalizationOps.BatchNormalization, [x, scale, bias, mean0, variance0], attributes)
  const [y, mean, variance] = outputs as [Value, Value, Value]
  return { y, mean, variance }
}

/**
 * `scale · x + bias` of `x` [batch, channels, …] with one number a channel for each, in one pass over `x` where a product and
 * a sum take two.
 */
export function channelLine(x: Value, scale: Value, bias: Value): Value {
  const channels = dimAt(x.shape, 1)
  if (typeof channels !== 'number') throw new GraphError('needs to know how many channels there are')
  const [mean, variance] = [0, 1].map((number) =>
    constant(tensor('float32', new Float32Array(channels).fill(number), [channels])),
  )
  const attributes = { epsilon: 0, momentum: 0, training_mode: 0 }
  return apply(batchNormalizationOps.BatchNormalization, [x, scale, bias, mean as Value, variance as Value], attributes)
}
