/** Picking and placing elements by index. */
import { apply, defineOp } from '../op.ts'
import { type Dim, dimAt, GraphError, knownSize, positiveAxis, sameShape, type Shape } from '../shape.ts'
import { scalarTensor, type Tensor, tensor } from '../tensor.ts'
import { constant, type Value } from '../value.ts'
import { expandLike, lengthOf, reshape } from './movement.ts'

function checkIndices(indices: Value): void {
  if (indices.dtype !== 'int64' && indices.dtype !== 'int32') throw new GraphError('indices must be int64 or int32')
}

export const indexingOps = {
  Gather: defineOp('Gather', {
    since: 13,
    inputs: ['x', 'indices'],
    attributes: { axis: 'int' },
    infer: ({ x, indices }, { axis }) => {
      checkIndices(indices)
      const at = positiveAxis(axis, x.shape.length)
      return [{ dtype: x.dtype, shape: [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)] }]
    },
  }),
  /** With the updates added in at the rows that the indices name, one after the other; along a row all indices are alike. */
  ScatterElements: defineOp('ScatterElements', {
    since: 18,
    inputs: ['x', 'indices', 'updates'],
    attributes: { axis: 'int', reduction: 'string' },
    infer: ({ x, indices, updates }, { axis, reduction }) => {
      checkIndices(indices)
      if (!sameShape(indices.shape, updates.shape) || !sameShape(updates.shape.slice(1), x.shape.slice(1)))
        throw new GraphError('takes whole rows, with as many updates as indices')
      if (axis !== 0 || reduction !== 'add') throw new GraphError('adds along the first axis only')
      return [{ dtype: x.dtype, shape: x.shape }]
    },
  }),
  /** The whole numbers from the first one up to but not including the limit. */
  Range: defineOp('Range', {
    since: 11,
    inputs: ['first', 'limit', 'step'],
    attributes: { dims: 'dims' },
    infer: ({ first, limit, step }, { dims }) => {
      if ([first, limit, step].some(({ dtype, shape }) => dtype !== 'int64' || shape.length > 0))
        throw new GraphError('takes int64 scalars')
      return [{ dtype: 'int64', shape: dims }]
    },
  }),
  OneHot: defineOp('OneHot', {
    since: 11,
    inputs: ['indices', 'depth', 'values'],
    attributes: { axis: 'int', classes: 'dims' },
    infer: ({ indices, values }, { classes, axis }) => {
      checkIndices(indices)
      if (axis !== -1) throw new GraphError('is used with the last axis only')
      return [{ dtype: values.dtype, shape: [...indices.shape, ...classes] }]
    },
  }),
}

/** Rows (or what `axis` says) of `x` at the indices. */
export const gather = (x: Value, indices: Value, axis = 0) => apply(indexingOps.Gather, [x, indices], { axis })

/** The length of several axes as one, by its name where one is known by name only. */
function joinedLength(dims: Shape): Dim {
  return knownSize(dims) ?? dims.join('·')
}

/**
 * `x` with the updates added in at the rows that the indices (of any shape) name; rows named several times get all of theirs.
 *
 * Not by ScatterND, which is quicker: its threads don't wait for each other, so that of updates to the same row some get lost.
 */
export function scatterAdd(x: Value, indices: Value, updates: Value): Value {
  const count = joinedLength(indices.shape)
  const row = x.shape.slice(1)
  const flat = reshape(updates, [count, ...row])
  const beside = reshape(indices, [count, ...row.map(() => 1)])
  return apply(indexingOps.ScatterElements, [x, expandLike(beside, flat), flat], { axis: 0, reduction: 'add' })
}

/** 0, 1, 2 … as an int64 vector, as many as `x` is long on an axis. */
export function counting(x: Value, axis: number): Value {
  const [zero, one] = [constant(scalarTensor('int64', 0)), constant(scalarTensor('int64', 1))]
  const limit = reshape(lengthOf(x, axis, 'int64'), [])
  return apply(indexingOps.Range, [zero, limit, one], { dims: [dimAt(x.shape, axis)] })
}

/** A new last axis of length `classes` with `on` at the index and `off` elsewhere, in float32. */
export function oneHot(indices: Value, classes: number, off = 0, on = 1): Value {
  const values: Tensor = tensor('float32', Float32Array.of(off, on))
  const inputs = [indices, constant(scalarTensor('int64', classes)), constant(values)]
  return apply(indexingOps.OneHot, inputs, { axis: -1, classes: [classes] })
}
