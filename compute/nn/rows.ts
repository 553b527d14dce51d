/**
 * Vectors along a last axis as the rows of one matrix: one large product instead of many small ones, forward and backward.
 * Nothing is moved for it.
 */
import * as op from '../graph/ops.ts'
import { type Dim, dimAt, knownSize, type Shape } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'

/** Axes taken together. A length that is known only at run time gets a name made of theirs. */
function joined(axes: Shape): Dim {
  return knownSize(axes) ?? axes.join('*')
}

/** All axes but the last taken together: rows × width. */
export function asRows(x: Value): Value {
  return x.shape.length === 2 ? x : op.reshape(x, [joined(x.shape.slice(0, -1)), dimAt(x.shape, -1)])
}

/** What a function of a matrix makes of the vectors along the last axis. */
export function alongRows(x: Value, matrix: (rows: Value) => Value): Value {
  const y = matrix(asRows(x))
  return op.reshape(y, [...x.shape.slice(0, -1), dimAt(y.shape, -1)])
}
