/** Picking and placing elements by index. */
import { apply, defineOp } from '../op.ts'
import { GraphError, positiveAxis } from '../shape.ts'
import { scalarTensor, type Tensor, tensor } from '../tensor.ts'
import { constant, type Value } from '../value.ts'

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
  /** The inner form of a gradient of Gather: zeros with the updates added in at their rows. */
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

/** A new last axis of length `classes` with `on` at the index and `off` elsewhere, in float32. */
export function oneHot(indices: Value, classes: number, off = 0, on = 1): Value {
  const values: Tensor = tensor('float32', Float32Array.of(off, on))
  const inputs = [indices, constant(scalarTensor('int64', classes)), constant(values)]
  return apply(indexingOps.OneHot, inputs, { axis: -1, classes: [classes] })
}
