/** Normalisation layers (torch.nn.BatchNorm1d and torch.nn.LayerNorm), from primitive ops, which are differentiated as they are. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Normalization } from '../spec/model.ts'
import type { ForwardContext, Layer, ParameterSpec } from './layer.ts'

const epsilon = 1e-5
/** Share of the newest batch in the running statistics. */
const batchMomentum = 0.1

function scaleAndShift(name: string, width: number): readonly ParameterSpec[] {
  const shape = [width]
  return [
    { name: `${name}.weight`, shape, initializer: { kind: 'constant', value: 1 }, decays: false },
    { name: `${name}.bias`, shape, initializer: { kind: 'constant', value: 0 }, decays: false },
  ]
}

/** Mean and (biased) variance over an axis, which stays with length 1, and what is left after taking off the mean. */
function moments(x: Value, axis: number): { mean: Value; variance: Value; centered: Value } {
  const mean = op.reduceMean(x, { axes: [axis], keepDims: true })
  const centered = op.sub(x, mean)
  return { mean, variance: op.reduceMean(op.mul(centered, centered), { axes: [axis], keepDims: true }), centered }
}

const inverseDeviation = (variance: Value) => op.reciprocal(op.sqrt(op.add(variance, epsilon)))

/** Each row to mean 0 and variance 1, then scaled and shifted. */
function layerNorm(name: string, width: number): Layer {
  return {
    parameters: scaleAndShift(name, width),
    buffers: [],
    forward: (x, { tensor }) => {
      const { variance, centered } = moments(x, -1)
      const normalized = op.mul(centered, inverseDeviation(variance))
      return op.add(op.mul(normalized, tensor(`${name}.weight`)), tensor(`${name}.bias`))
    },
  }
}

/** The running statistic moved towards the batch's. */
const moved = (running: Value, batch: Value) =>
  op.add(op.mul(running, 1 - batchMomentum), op.mul(op.reshape(batch, running.shape), batchMomentum))

/**
 * Each column to mean 0 and variance 1 over the batch, then scaled and shifted. Outside training the running statistics
 * take the batch's place; their variance is the unbiased one.
 */
function batchNorm(name: string, width: number): Layer {
  const [runningMean, runningVariance] = [`${name}.running_mean`, `${name}.running_var`]

  function inUse(x: Value, { tensor }: ForwardContext): Value {
    // Two vectors that don't depend on x: in an exported model they are folded into constants.
    const scale = op.mul(tensor(`${name}.weight`), inverseDeviation(tensor(runningVariance)))
    return op.add(op.mul(x, scale), op.sub(tensor(`${name}.bias`), op.mul(tensor(runningMean), scale)))
  }

  return {
    parameters: scaleAndShift(name, width),
    buffers: [
      { name: runningMean, shape: [width], initial: 0 },
      { name: runningVariance, shape: [width], initial: 1 },
    ],
    forward: (x, context) => {
      if (context.training === null) return inUse(x, context)
      const { mean, variance, centered } = moments(x, 0)
      const rows = op.lengthOf(x, 0)
      // A batch of one row has no unbiased variance: its 0 is kept as it is.
      const unbiased = op.mul(variance, op.div(rows, op.max(op.sub(rows, 1), 1)))
      context.training.updateBuffer(runningMean, moved(context.tensor(runningMean), mean))
      context.training.updateBuffer(runningVariance, moved(context.tensor(runningVariance), unbiased))
      const scale = op.mul(inverseDeviation(variance), context.tensor(`${name}.weight`))
      return op.add(op.mul(centered, scale), context.tensor(`${name}.bias`))
    },
  }
}

const normalizationLayers = {
  none: () => null,
  batch: batchNorm,
  layer: layerNorm,
} satisfies Record<Normalization, (name: string, width: number) => Layer | null>

/** The layer of that kind for rows of that width; null for none. */
export function normalization(kind: Normalization, name: string, width: number): Layer | null {
  return normalizationLayers[kind](name, width)
}
