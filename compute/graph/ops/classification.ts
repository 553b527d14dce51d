/** Softmax, and its logarithm as losses need it. */
import { apply, defineOp } from '../op.ts'
import { GraphError, positiveAxis } from '../shape.ts'
import type { Value, ValueType } from '../value.ts'

function alongAxis({ x }: { x: Value }, { axis }: { readonly axis: number }): readonly ValueType[] {
  if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
  positiveAxis(axis, x.shape.length)
  return [{ dtype: x.dtype, shape: x.shape }]
}

const normalizing = { since: 13, inputs: ['x'], attributes: { axis: 'int' }, infer: alongAxis } as const

export const classificationOps = {
  Softmax: defineOp('Softmax', normalizing),
  LogSoftmax: defineOp('LogSoftmax', normalizing),
}

export const softmax = (x: Value, axis = -1) => apply(classificationOps.Softmax, [x], { axis })
export const logSoftmax = (x: Value, axis = -1) => apply(classificationOps.LogSoftmax, [x], { axis })
