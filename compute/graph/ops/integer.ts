/** Bit arithmetic on unsigned numbers: what the counter-based random generator is made of. */
import { apply, defineOp } from '../op.ts'
import { broadcastShapes, GraphError } from '../shape.ts'
import { lift, type Operand, type Value, type ValueType } from '../value.ts'

function unsigned({ a, b }: { a: Value; b: Value }): readonly ValueType[] {
  if (a.dtype !== 'uint32' || b.dtype !== 'uint32') throw new GraphError('takes uint32 only')
  return [{ dtype: 'uint32', shape: broadcastShapes(a.shape, b.shape) }]
}

export const integerOps = {
  BitwiseXor: defineOp('BitwiseXor', { since: 18, inputs: ['a', 'b'], infer: unsigned }),
  BitwiseAnd: defineOp('BitwiseAnd', { since: 18, inputs: ['a', 'b'], infer: unsigned }),
  BitShift: defineOp('BitShift', {
    since: 11,
    inputs: ['a', 'b'],
    attributes: { direction: 'string' },
    infer: unsigned,
  }),
}

export const bitwiseXor = (a: Value, b: Operand) => apply(integerOps.BitwiseXor, [a, lift(b, 'uint32')], {})
export const bitwiseAnd = (a: Value, b: Operand) => apply(integerOps.BitwiseAnd, [a, lift(b, 'uint32')], {})
export const shiftLeft = (a: Value, bits: Operand) =>
  apply(integerOps.BitShift, [a, lift(bits, 'uint32')], { direction: 'LEFT' })
export const shiftRight = (a: Value, bits: Operand) =>
  apply(integerOps.BitShift, [a, lift(bits, 'uint32')], { direction: 'RIGHT' })
