/** Gradients of arithmetic on each element. */
import * as op from '../../graph/ops.ts'
import type { elementwiseOps } from '../../graph/ops/elementwise.ts'
import type { Value } from '../../graph/value.ts'
import type { GradientRules } from '../rule.ts'

const indicator = (condition: Value) => op.cast(condition, 'float32')

/** Share of a maximum's gradient that goes to `winner`: all, none, or half in a tie, as in PyTorch. */
const share = (winner: Value, other: Value) =>
  op.mul(op.add(indicator(op.greater(winner, other)), indicator(op.greaterOrEqual(winner, other))), 0.5)

/** 1 where `x` is above 0, else alpha. Where is by far the slowest of all operations on elements: it is left out where it can be. */
function leakySlope(x: Value, alpha: number): Value {
  const above = op.greater(x, 0)
  if (alpha >= 0 && alpha <= 1) return op.max(indicator(above), alpha)
  return op.add(op.mul(indicator(above), 1 - alpha), alpha)
}

export const elementwiseGradients: GradientRules<typeof elementwiseOps> = {
  Abs: { x: ({ inputs: { x }, dy }) => op.mul(dy, op.sub(indicator(op.greater(x, 0)), indicator(op.less(x, 0)))) },
  Neg: { x: ({ dy }) => op.neg(dy) },
  Exp: { x: ({ y, dy }) => op.mul(dy, y) },
  Log: { x: ({ inputs: { x }, dy }) => op.div(dy, x) },
  Sqrt: { x: ({ y, dy }) => op.div(dy, op.mul(y, 2)) },
  Reciprocal: { x: ({ y, dy }) => op.neg(op.mul(dy, op.mul(y, y))) },
  Tanh: { x: ({ y, dy }) => op.mul(dy, op.sub(1, op.mul(y, y))) },
  Sigmoid: { x: ({ y, dy }) => op.mul(dy, op.mul(y, op.sub(1, y))) },
  // 2/√π · exp(−x²)
  Erf: { x: ({ inputs: { x }, dy }) => op.mul(dy, op.mul(op.exp(op.neg(op.mul(x, x))), 2 / Math.sqrt(Math.PI))) },
  Sin: { x: ({ inputs: { x }, dy }) => op.mul(dy, op.cos(x)) },
  Cos: { x: ({ inputs: { x }, dy }) => op.neg(op.mul(dy, op.sin(x))) },
  // Comparing y, which is at hand anyway, lets x's memory go; a cast and a product are faster than Where.
  Relu: { x: ({ y, dy }) => op.mul(dy, indicator(op.greater(y, 0))) },
  LeakyRelu: { x: ({ inputs: { x }, attributes: { alpha }, dy }) => op.mul(dy, leakySlope(x, alpha)) },
  Add: { a: ({ dy }) => dy, b: ({ dy }) => dy },
  Sub: { a: ({ dy }) => dy, b: ({ dy }) => op.neg(dy) },
  Mul: { a: ({ inputs: { b }, dy }) => op.mul(dy, b), b: ({ inputs: { a }, dy }) => op.mul(dy, a) },
  Div: {
    a: ({ inputs: { b }, dy }) => op.div(dy, b),
    b: ({ inputs: { b }, y, dy }) => op.neg(op.mul(dy, op.div(y, b))),
  },
  Max: {
    a: ({ inputs: { a, b }, dy }) => op.mul(dy, share(a, b)),
    b: ({ inputs: { a, b }, dy }) => op.mul(dy, share(b, a)),
  },
  Min: {
    a: ({ inputs: { a, b }, dy }) => op.mul(dy, share(b, a)),
    b: ({ inputs: { a, b }, dy }) => op.mul(dy, share(a, b)),
  },
}
