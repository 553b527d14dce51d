/** Gradients of picking by index: added back where they were picked. Indices have none. */
import * as op from '../../graph/ops.ts'
import type { indexingOps } from '../../graph/ops/indexing.ts'
import { GraphError } from '../../graph/shape.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

export const indexingGradients: GradientRules<typeof indexingOps> = {
  Gather: {
    x: ({ inputs: { x, indices }, attributes: { axis }, dy }) => {
      if (axis !== 0) throw new GraphError('Gather has a gradient rule for its first axis only')
      return op.scatterAdd(op.zerosLike(x), indices, dy)
    },
    indices: notDifferentiable,
  },
  ScatterND: {
    x: ({ dy }) => dy,
    indices: notDifferentiable,
    updates: ({ inputs: { indices, updates }, dy }) => op.gather(dy, op.reshape(indices, updates.shape.slice(0, 1))),
  },
  ScatterElements: {
    x: ({ dy }) => dy,
    indices: notDifferentiable,
    updates: ({ inputs: { indices }, dy }) => op.gather(dy, indices),
  },
  OneHot: notDifferentiable,
}
