/** Arithmetic on each element, with broadcasting. Meanings are ONNX's. */
import { apply, defineOp, type Op } from '../op.ts'
import { broadcastShapes, GraphError } from '../shape.ts'
import { lift, type Operand, type Value, type ValueType } from '../value.ts'

function sameType({ x }: { x: Value }): readonly ValueType[] {
  return [{ dtype: x.dtype, shape: x.shape }]
}

function floatOnly({ x }: { x: Value }): readonly ValueType[] {
  if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
  return sameType({ x })
}

function arithmetic({ a, b }: { a: Value; b: Value }): readonly ValueType[] {
  if (a.dtype !== b.dtype) throw new GraphError('operands differ in type')
  if (a.dtype === 'bool' || a.dtype === 'string') throw new GraphError(`doesn't calculate with ${a.dtype}`)
  return [{ dtype: a.dtype, shape: broadcastShapes(a.shape, b.shape) }]
}

const unary = { since: 13, inputs: ['x'], infer: floatOnly } as const
const binary = { since: 14, inputs: ['a', 'b'], infer: arithmetic } as const

export const elementwiseOps = {
  Abs: defineOp('Abs', { ...unary, infer: sameType }),
  Neg: defineOp('Neg', { ...unary, infer: sameType }),
  Exp: defineOp('Exp', unary),
  Log: defineOp('Log', unary),
  Sqrt: defineOp('Sqrt', unary),
  Reciprocal: defineOp('Reciprocal', unary),
  Tanh: defineOp('Tanh', unary),
  Sigmoid: defineOp('Sigmoid', unary),
  Erf: defineOp('Erf', unary),
  Sin: defineOp('Sin', { ...unary, since: 7 }),
  Cos: defineOp('Cos', { ...unary, since: 7 }),
  Relu: defineOp('Relu', { ...unary, since: 14 }),
  LeakyRelu: defineOp('LeakyRelu', { ...unary, since: 16, attributes: { alpha: 'float' } }),
  Add: defineOp('Add', binary),
  Sub: defineOp('Sub', binary),
  Mul: defineOp('Mul', binary),
  Div: defineOp('Div', binary),
  Max: defineOp('Max', { ...binary, since: 13 }),
  Min: defineOp('Min', { ...binary, since: 13 }),
}

type UnaryOp = Op<string, readonly ['x'], Record<never, never>>
type BinaryOp = Op<string, readonly ['a', 'b'], Record<never, never>>

const unaryBuilder = (op: UnaryOp) => (x: Value) => apply(op, [x], {})

/** At least one operand is a value; a number takes its type. */
function binaryBuilder(op: BinaryOp): (a: Operand, b: Operand) => Value {
  return (a, b) => {
    const typed = typeof a === 'number' ? b : a
    if (typeof typed === 'number') throw new GraphError(`${op.name} of two numbers needs no node`)
    return apply(op, [lift(a, typed.dtype), lift(b, typed.dtype)], {})
  }
}

export const abs = unaryBuilder(elementwiseOps.Abs)
export const neg = unaryBuilder(elementwiseOps.Neg)
export const exp = unaryBuilder(elementwiseOps.Exp)
export const log = unaryBuilder(elementwiseOps.Log)
export const sqrt = unaryBuilder(elementwiseOps.Sqrt)
export const reciprocal = unaryBuilder(elementwiseOps.Reciprocal)
export const tanh = unaryBuilder(elementwiseOps.Tanh)
export const sigmoid = unaryBuilder(elementwiseOps.Sigmoid)
export const erf = unaryBuilder(elementwiseOps.Erf)
export const sin = unaryBuilder(elementwiseOps.Sin)
export const cos = unaryBuilder(elementwiseOps.Cos)
export const relu = unaryBuilder(elementwiseOps.Relu)
export const leakyRelu = (x: Value, alpha: number) => apply(elementwiseOps.LeakyRelu, [x], { alpha })
export const add = binaryBuilder(elementwiseOps.Add)
export const sub = binaryBuilder(elementwiseOps.Sub)
export const mul = binaryBuilder(elementwiseOps.Mul)
export const div = binaryBuilder(elementwiseOps.Div)
export const max = binaryBuilder(elementwiseOps.Max)
export const min = binaryBuilder(elementwiseOps.Min)
