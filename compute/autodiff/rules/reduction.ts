/** Gradients of sums, means and extremes over axes. */
import * as op from '../../graph/ops.ts'
import { type reductionOps, reducedShape } from '../../graph/ops/reduction.ts'
import { knownSize } from '../../graph/shape.ts'
import { constantInts, type Value } from '../../graph/value.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

/** The axes that were reduced; all where none were named. */
const axesOf = (x: Value, axes: Value | null) =>
  (axes === null ? null : constantInts(axes)) ?? x.shape.map((_, axis) => axis)

/** A reduced value with its reduced axes back, of length 1, so that it broadcasts against `x`. */
const restored = (value: Value, x: Value, axes: Value | null) =>
  op.reshape(value, reducedShape(x.shape, axesOf(x, axes), true))

/** How many elements became one: a number, or a value where a length is known only at run time. */
function reducedCount(x: Value, axes: Value | null): number | Value {
  const list = axesOf(x, axes)
  const known = knownSize(list.map((axis) => x.shape.at(axis) ?? 1))
  return known ?? list.map((axis) => op.lengthOf(x, axis)).reduce((product, length) => op.mul(product, length))
}

/** The gradient shared evenly among the elements that are the extreme, as in PyTorch's amax and amin. */
function amongExtremes(x: Value, axes: Value | null, y: Value, dy: Value): Value {
  const hits = op.cast(op.equal(x, op.expandLike(restored(y, x, axes), x)), 'float32')
  const count = op.reduceSum(hits, { axes: axesOf(x, axes), keepDims: true })
  return op.mul(hits, op.div(restored(dy, x, axes), count))
}

export const reductionGradients: GradientRules<typeof reductionOps> = {
  ReduceSum: { x: ({ inputs: { x, axes }, dy }) => op.expandLike(restored(dy, x, axes), x), axes: notDifferentiable },
  ReduceMean: {
    x: ({ inputs: { x, axes }, dy }) => op.expandLike(restored(op.div(dy, reducedCount(x, axes)), x, axes), x),
    axes: notDifferentiable,
  },
  ReduceMax: { x: ({ inputs: { x, axes }, y, dy }) => amongExtremes(x, axes, y, dy), axes: notDifferentiable },
  ReduceMin: { x: ({ inputs: { x, axes }, y, dy }) => amongExtremes(x, axes, y, dy), axes: notDifferentiable },
  ReduceSumSquare: {
    x: ({ inputs: { x, axes }, dy }) => op.mul(x, op.mul(restored(dy, x, axes), 2)),
    axes: notDifferentiable,
  },
  ArgMax: notDifferentiable,
}
