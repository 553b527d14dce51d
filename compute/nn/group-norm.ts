/** Group normalisation (torch.nn.GroupNorm; Wu and He 2018): like an image's own layer normalisation, some channels at a time. */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError } from '../graph/shape.ts'
import { sizeOf } from '../graph/tensor.ts'
import type { Layer } from './layer.ts'
import { epsilon, scaleAndShift } from './scale-and-shift.ts'

/** `x` (batch × channels × space) with each group of channels of each image brought to mean 0 and variance 1, then each channel scaled and shifted. */
export function groupNorm(name: string, channels: number, groups: number): Layer {
  if (channels % groups !== 0) throw new GraphError(`${channels} channels can't be cut into ${groups} groups`)
  return {
    parameters: scaleAndShift(name, channels),
    buffers: [],
    forward: (x, { tensor }) => {
      const size = sizeOf(x.shape.slice(1).map(Number)) / groups
      const grouped = op.reshape(x, [dimAt(x.shape, 0), groups, size])
      const centered = op.sub(grouped, op.reduceMean(grouped, { axes: [2], keepDims: true }))
      const variance = op.div(op.reduceSumSquare(centered, { axes: [2], keepDims: true }), size)
      const normalized = op.mul(centered, op.reciprocal(op.sqrt(op.add(variance, epsilon))))
      const beside = [channels, ...x.shape.slice(2).map(() => 1)]
      const scaled = op.mul(op.reshape(normalized, x.shape), op.reshape(tensor(`${name}.weight`), beside))
      return op.add(scaled, op.reshape(tensor(`${name}.bias`), beside))
    },
  }
}
