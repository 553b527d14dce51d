/** Matrix products. */
import { apply, defineOp } from '../op.ts'
import { broadcastShapes, type Dim, formatShape, GraphError, sameShape, type Shape } from '../shape.ts'
import type { Value, ValueType } from '../value.ts'

interface Factors {
  readonly a: Value
  readonly b: Value
}

function product({ a, b }: Factors, transA = 0, transB = 0): ValueType {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') throw new GraphError('takes float32 only')
  if (a.shape.length < 2 || b.shape.length < 2) throw new GraphError('takes matrices, not vectors')
  const [rows, inner] = lastTwo(a.shape, transA)
  const [inner2, columns] = lastTwo(b.shape, transB)
  if (inner !== inner2) throw new GraphError(`inner lengths ${inner} and ${inner2} differ`)
  return { dtype: 'float32', shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns] }
}

function lastTwo(shape: Shape, transposed: number): [Dim, Dim] {
  const [rows, columns] = shape.slice(-2) as [Dim, Dim]
  return transposed === 1 ? [columns, rows] : [rows, columns]
}

export const linearOps = {
  MatMul: defineOp('MatMul', { since: 13, inputs: ['a', 'b'], infer: (factors) => [product(factors)] }),
  Gemm: defineOp('Gemm', {
    since: 13,
    inputs: ['a', 'b', 'c?'],
    attributes: { alpha: 'float?', beta: 'float?', transA: 'int?', transB: 'int?' },
    infer: ({ a, b, c }, { transA, transB }) => {
      const type = product({ a, b }, transA, transB)
      if (type.shape.length !== 2) throw new GraphError('takes matrices only')
      if (c !== null && !sameShape(broadcastShapes(c.shape, type.shape), type.shape)) {
        throw new GraphError(`what is added doesn't fit ${formatShape(type.shape)}`)
      }
      return [type]
    },
  }),
  /** ONNX Runtime's MatMul that reads its operands transposed instead of having them copied. */
  FusedMatMul: defineOp('FusedMatMul', {
    domain: 'com.microsoft',
    since: 1,
    inputs: ['a', 'b'],
    attributes: { alpha: 'float?', transA: 'int?', transB: 'int?' },
    infer: (factors, { transA, transB }) => [product(factors, transA, transB)],
  }),
}

export interface MatMulOptions {
  readonly transA?: 0 | 1
  readonly transB?: 0 | 1
  readonly alpha?: number
}

export const matMul = (a: Value, b: Value) => apply(linearOps.MatMul, [a, b], {})

/** `alpha · a·b`, with either factor read as its transpose. */
export const fusedMatMul = (a: Value, b: Value, options: MatMulOptions) => apply(linearOps.FusedMatMul, [a, b], options)

/** `alpha · a·b + beta · c` of matrices, with either factor read as its transpose. */
export const gemm = (a: Value, b: Value, c: Value | null, options: MatMulOptions & { readonly beta?: number } = {}) =>
  apply(linearOps.Gemm, [a, b, c], options)
