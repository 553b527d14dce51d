/** Gradients of matrix products: products with the other factor, read transposed in place. */
import * as op from '../../graph/ops.ts'
import type { linearOps, MatMulOptions } from '../../graph/ops/linear.ts'
import type { Value } from '../../graph/value.ts'
import type { GradientRules } from '../rule.ts'

interface Factors {
  readonly a: Value
  readonly b: Value
}

interface Reading {
  readonly transA?: number | undefined
  readonly transB?: number | undefined
  readonly alpha?: number | undefined
}

const flag = (transposed: boolean) => (transposed ? 1 : 0)

/** A product with both factors as they are is a plain MatMul. */
function product(a: Value, b: Value, transA: boolean, transB: boolean, alpha = 1): Value {
  if (!transA && !transB && alpha === 1) return op.matMul(a, b)
  const options: MatMulOptions = { transA: flag(transA), transB: flag(transB), alpha }
  return op.fusedMatMul(a, b, options)
}

/** da of op(a)·op(b): dy·op(b)ᵀ, transposed once more if a is read transposed. */
function byFirst({ b }: Factors, { transA, transB, alpha }: Reading, dy: Value): Value {
  return transA === 1 ? product(b, dy, transB === 1, true, alpha) : product(dy, b, false, transB !== 1, alpha)
}

/** db of op(a)·op(b): op(a)ᵀ·dy, transposed once more if b is read transposed. */
function bySecond({ a }: Factors, { transA, transB, alpha }: Reading, dy: Value): Value {
  return transB === 1 ? product(dy, a, true, transA === 1, alpha) : product(a, dy, transA !== 1, false, alpha)
}

export const linearGradients: GradientRules<typeof linearOps> = {
  MatMul: { a: ({ inputs, dy }) => byFirst(inputs, {}, dy), b: ({ inputs, dy }) => bySecond(inputs, {}, dy) },
  Gemm: {
    a: ({ inputs, attributes, dy }) => byFirst(inputs, attributes, dy),
    b: ({ inputs, attributes, dy }) => bySecond(inputs, attributes, dy),
    c: ({ attributes: { beta = 1 }, dy }) => (beta === 1 ? dy : op.mul(dy, beta)),
  },
  FusedMatMul: {
    a: ({ inputs, attributes, dy }) => byFirst(inputs, attributes, dy),
    b: ({ inputs, attributes, dy }) => bySecond(inputs, attributes, dy),
  },
}
