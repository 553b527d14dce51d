/** Batch normalisation (torch.nn.BatchNorm1d and BatchNorm2d; Ioffe and Szegedy 2015). */
import * as op from '../graph/ops.ts'
import { knownSize } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { ForwardContext, Layer } from './layer.ts'
import { epsilon, scaleAndShift } from './scale-and-shift.ts'

/** Share of the newest batch in the running statistics. */
const momentum = 0.1

/** The running statistic moved towards the batch's. */
const moved = (running: Value, batch: Value) => op.add(op.mul(running, 1 - momentum), op.mul(batch, momentum))

/** The unbiased variance of a batch of `x`, from the biased one. */
function unbiased(variance: Value, x: Value): Value {
  const count = op.mul(op.lengthOf(x, 0), knownSize(x.shape.slice(2)) ?? 1)
  // A single element has no unbiased variance: its 0 is kept as it is.
  return op.mul(variance, op.div(count, op.max(op.sub(count, 1), 1)))
}

/**
 * Each channel (axis 1, of as many channels as `width`) to mean 0 and variance 1 over the batch and all of space, then scaled
 * and shifted. Outside training the running statistics take the batch's place; their variance is the unbiased one.
 */
export function batchNorm(name: string, width: number): Layer {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`]
  const [runningMean, runningVariance] = [`${name}.running_mean`, `${name}.running_var`]

  function inUse(x: Value, { tensor }: ForwardContext): Value {
    // Two vectors that don't depend on x: in an exported model they are folded into constants.
    const deviation = op.sqrt(op.add(tensor(runningVariance), epsilon))
    const scale = op.mul(tensor(weight), op.reciprocal(deviation))
    const shift = op.sub(tensor(bias), op.mul(tensor(runningMean), scale))
    const beside = (vector: Value) => op.reshape(vector, [width, ...x.shape.slice(2).map(() => 1)])
    return op.add(op.mul(x, beside(scale)), beside(shift))
  }

  return {
    parameters: scaleAndShift(name, width),
    buffers: [
      { name: runningMean, shape: [width], initial: 0 },
      { name: runningVariance, shape: [width], initial: 1 },
    ],
    forward: (x, context) => {
      const { tensor, training } = context
      if (training === null) return inUse(x, context)
      const before = [tensor(runningMean), tensor(runningVariance)] as const
      const { y, mean, variance } = op.batchNormalize(x, tensor(weight), tensor(bias), epsilon, before)
      training.updateBuffer(runningMean, moved(tensor(runningMean), mean))
      training.updateBuffer(runningVariance, moved(tensor(runningVariance), unbiased(variance, x)))
      return y
    },
  }
}
