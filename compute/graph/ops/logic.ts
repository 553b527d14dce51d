/** Comparisons, truth values, choosing by them, and changes of type. */
import { apply, defineOp, type Op } from '../op.ts'
import { broadcastShapes, GraphError } from '../shape.ts'
import type { DType } from '../tensor.ts'
import { lift, type Operand, type Value, type ValueType } from '../value.ts'
import { sub } from './elementwise.ts'

function comparison({ a, b }: { a: Value; b: Value }): readonly ValueType[] {
  if (a.dtype !== b.dtype) throw new GraphError('operands differ in type')
  return [{ dtype: 'bool', shape: broadcastShapes(a.shape, b.shape) }]
}

function ordering(inputs: { a: Value; b: Value }): readonly ValueType[] {
  if (inputs.a.dtype === 'string' || inputs.a.dtype === 'bool') throw new GraphError(`doesn't order ${inputs.a.dtype}`)
  return comparison(inputs)
}

function truth({ a, b }: { a: Value; b: Value }): readonly ValueType[] {
  if (a.dtype !== 'bool' || b.dtype !== 'bool') throw new GraphError('takes bool only')
  return comparison({ a, b })
}

export const logicOps = {
  Equal: defineOp('Equal', { since: 19, inputs: ['a', 'b'], infer: comparison }),
  Greater: defineOp('Greater', { since: 13, inputs: ['a', 'b'], infer: ordering }),
  GreaterOrEqual: defineOp('GreaterOrEqual', { since: 16, inputs: ['a', 'b'], infer: ordering }),
  Less: defineOp('Less', { since: 13, inputs: ['a', 'b'], infer: ordering }),
  LessOrEqual: defineOp('LessOrEqual', { since: 16, inputs: ['a', 'b'], infer: ordering }),
  And: defineOp('And', { since: 7, inputs: ['a', 'b'], infer: truth }),
  Or: defineOp('Or', { since: 7, inputs: ['a', 'b'], infer: truth }),
  Not: defineOp('Not', {
    since: 1,
    inputs: ['x'],
    infer: ({ x }) => truth({ a: x, b: x }),
  }),
  IsNaN: defineOp('IsNaN', {
    since: 13,
    inputs: ['x'],
    infer: ({ x }) => {
      if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
      return [{ dtype: 'bool', shape: x.shape }]
    },
  }),
  Where: defineOp('Where', {
    since: 16,
    inputs: ['condition', 'a', 'b'],
    infer: ({ condition, a, b }) => {
      if (condition.dtype !== 'bool') throw new GraphError('the condition must be bool')
      if (a.dtype !== b.dtype) throw new GraphError('the two choices differ in type')
      return [{ dtype: a.dtype, shape: broadcastShapes(condition.shape, a.shape, b.shape) }]
    },
  }),
  Cast: defineOp('Cast', {
    since: 13,
    inputs: ['x'],
    attributes: { to: 'dtype' },
    infer: ({ x }, { to }) => [{ dtype: to, shape: x.shape }],
  }),
}

type ComparisonOp = Op<string, readonly ['a', 'b'], Record<never, never>>

const compareBuilder = (op: ComparisonOp) => (a: Value, b: Operand) => apply(op, [a, lift(b, a.dtype)], {})

export const equal = compareBuilder(logicOps.Equal)
export const greater = compareBuilder(logicOps.Greater)
export const greaterOrEqual = compareBuilder(logicOps.GreaterOrEqual)
export const less = compareBuilder(logicOps.Less)
export const lessOrEqual = compareBuilder(logicOps.LessOrEqual)
export const and = compareBuilder(logicOps.And)
export const or = compareBuilder(logicOps.Or)
export const not = (x: Value) => apply(logicOps.Not, [x], {})
export const isNaN = (x: Value) => apply(logicOps.IsNaN, [x], {})
export const cast = (x: Value, to: DType) => apply(logicOps.Cast, [x], { to })

/** −1, 0 or 1, in float32. Two comparisons are faster than ONNX Runtime's Sign. */
export const sign = (x: Value) => sub(cast(greater(x, 0), 'float32'), cast(less(x, 0), 'float32'))

/** `a` where the condition holds, else `b`; a number takes the other's type. */
export function where(condition: Value, a: Operand, b: Operand): Value {
  const dtype = typeof a === 'number' ? (typeof b === 'number' ? 'float32' : b.dtype) : a.dtype
  return apply(logicOps.Where, [condition, lift(a, dtype), lift(b, dtype)], {})
}
