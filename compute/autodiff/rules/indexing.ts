/** Gradients of picking by index: added back where they were picked. Indices have none. */
import * as op from '../../graph/ops.ts'
import type { indexingOps } from '../../graph/ops/indexing.ts'
import { positiveAxis } from '../../graph/shape.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

/** The order of axes that has `count` of them, from `first` on, before all others. */
function frontFirst(rank: number, first: number, count: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis)
  const moved = axes.slice(first, first + count)
  return [...moved, ...axes.filter((axis) => !moved.includes(axis))]
}

export const indexingGradients: GradientRules<typeof indexingOps> = {
  Gather: {
    x: ({ inputs: { x, indices }, attributes: { axis }, dy }) => {
      const at = positiveAxis(axis, x.shape.length)
      if (at === 0) return op.scatterAdd(op.zerosLike(x), indices, dy)
      // Rows are added to the first axis: what was picked from another one is brought there and back.
      const toFront = frontFirst(x.shape.length, at, 1)
      const placed = op.scatterAdd(
        op.zerosLike(op.transpose(x, toFront)),
        indices,
        op.transpose(dy, frontFirst(dy.shape.length, at, indices.shape.length)),
      )
      return op.transpose(
        placed,
        toFront.map((_, place) => toFront.indexOf(place)),
      )
    },
    indices: notDifferentiable,
  },
  ScatterElements: {
    x: ({ dy }) => dy,
    indices: notDifferentiable,
    updates: ({ inputs: { indices }, dy }) => {
      const firsts = op.sliceAxes(
        indices,
        indices.shape.slice(1).map((_, axis) => ({ axis: axis + 1, start: 0, end: 1 })),
      )
      return op.gather(dy, op.reshape(firsts, indices.shape.slice(0, 1)))
    },
  },
  Range: notDifferentiable,
  OneHot: notDifferentiable,
}
