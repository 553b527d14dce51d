/** Layer normalisation (torch.nn.LayerNorm) from primitive ops, and the table of what rows can be normalised by. */
import * as op from '../graph/ops.ts'
import type { Normalization } from '../spec/model.ts'
import { batchNorm } from './batch-norm.ts'
import type { Layer } from './layer.ts'
import { epsilon, scaleAndShift } from './scale-and-shift.ts'

/** Each vector along the last axis to mean 0 and variance 1, then scaled and shifted. `smallest` is added to the variance. */
export function layerNorm(name: string, width: number, smallest = epsilon): Layer {
  return {
    parameters: scaleAndShift(name, width),
    buffers: [],
    forward: (x, { tensor }) => {
      const centered = op.sub(x, op.reduceMean(x, { axes: [-1], keepDims: true }))
      const variance = op.reduceMean(op.mul(centered, centered), { axes: [-1], keepDims: true })
      const normalized = op.mul(centered, op.reciprocal(op.sqrt(op.add(variance, smallest))))
      return op.add(op.mul(normalized, tensor(`${name}.weight`)), tensor(`${name}.bias`))
    },
  }
}

const normalizationLayers = {
  none: () => null,
  batch: batchNorm,
  layer: (name, width) => layerNorm(name, width),
} satisfies Record<Normalization, (name: string, width: number) => Layer | null>

/** The layer of that kind for rows of that width; null for none. */
export function normalization(kind: Normalization, name: string, width: number): Layer | null {
  return normalizationLayers[kind](name, width)
}
