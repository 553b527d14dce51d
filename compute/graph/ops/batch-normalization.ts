/** Normalisation of each channel by the batch's own mean and variance. */
import { applyAll, defineOp } from '../op.ts'
import { dimAt, GraphError, sameShape } from '../shape.ts'
import type { Value } from '../value.ts'
import { mul } from './elementwise.ts'

export const batchNormalizationOps = {
  /**
   * In training mode, with a momentum of 0: what comes out is the normalised `x` and the batch's mean and (biased) variance
   * of each channel; the means and variances that go in are not used.
   */
  BatchNormalization: defineOp('BatchNormalization', {
    since: 15,
    inputs: ['x', 'scale', 'bias', 'mean', 'variance'],
    attributes: { epsilon: 'float', momentum: 'float', training_mode: 'int' },
    infer: ({ x, scale, bias, mean, variance }, { training_mode: training, momentum }) => {
      const vector = { dtype: 'float32', shape: [dimAt(x.shape, 1)] } as const
      if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
      if ([scale, bias, mean, variance].some(({ shape }) => !sameShape(shape, vector.shape)))
        throw new GraphError('takes a vector with one number a channel for each of its parameters')
      if (training !== 1 || momentum !== 0) throw new GraphError('is used in training mode, with a momentum of 0, only')
      return [{ dtype: 'float32', shape: x.shape }, vector, vector]
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
