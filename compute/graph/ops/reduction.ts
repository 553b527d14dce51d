/** Sums, means and extremes over axes. Without axes, over all of them. */
import { apply, defineOp, type Op } from '../op.ts'
import { GraphError, positiveAxis, type Shape } from '../shape.ts'
import { int64s } from '../tensor.ts'
import { constant, constantInts, type Value, type ValueType } from '../value.ts'

/** A shape after reducing: the axes are gone, or of length 1 where they are kept. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): Shape {
  const reduced = new Set(axes.map((axis) => positiveAxis(axis, shape.length)))
  if (keepdims) return shape.map((dim, axis) => (reduced.has(axis) ? 1 : dim))
  return shape.filter((_, axis) => !reduced.has(axis))
}

function reduce(
  { x, axes }: { x: Value; axes: Value | null },
  { keepdims }: { readonly keepdims: number },
): readonly ValueType[] {
  if (x.dtype === 'string' || x.dtype === 'bool') throw new GraphError(`doesn't reduce ${x.dtype}`)
  const list = axes === null ? x.shape.map((_, axis) => axis) : constantInts(axes)
  if (list === null) throw new GraphError('the axes must be constant')
  return [{ dtype: x.dtype, shape: reducedShape(x.shape, list, keepdims === 1) }]
}

// From version 18 on all of them take their axes as an input.
const reduction = { since: 18, inputs: ['x', 'axes?'], attributes: { keepdims: 'int' }, infer: reduce } as const

export const reductionOps = {
  ReduceSum: defineOp('ReduceSum', { ...reduction, since: 13 }),
  ReduceMean: defineOp('ReduceMean', reduction),
  ReduceMax: defineOp('ReduceMax', reduction),
  ReduceMin: defineOp('ReduceMin', reduction),
  ReduceSumSquare: defineOp('ReduceSumSquare', reduction),
  ArgMax: defineOp('ArgMax', {
    since: 13,
    inputs: ['x'],
    attributes: { axis: 'int', keepdims: 'int' },
    infer: ({ x }, { axis, keepdims }) => [{ dtype: 'int64', shape: reducedShape(x.shape, [axis], keepdims === 1) }],
  }),
}

export interface ReduceOptions {
  readonly axes?: readonly number[]
  readonly keepDims?: boolean
}

type ReductionOp = Op<string, readonly ['x', 'axes?'], { readonly keepdims: 'int' }>

function reductionBuilder(op: ReductionOp): (x: Value, options?: ReduceOptions) => Value {
  return (x, { axes, keepDims = false } = {}) =>
    apply(op, [x, axes === undefined ? null : constant(int64s(axes))], { keepdims: keepDims ? 1 : 0 })
}

export const reduceSum = reductionBuilder(reductionOps.ReduceSum)
export const reduceMean = reductionBuilder(reductionOps.ReduceMean)
export const reduceMax = reductionBuilder(reductionOps.ReduceMax)
export const reduceMin = reductionBuilder(reductionOps.ReduceMin)
export const reduceSumSquare = reductionBuilder(reductionOps.ReduceSumSquare)

/** Position of the largest element along an axis (the first of several), without that axis. */
export const argMax = (x: Value, axis: number) => apply(reductionOps.ArgMax, [x], { axis, keepdims: 0 })
