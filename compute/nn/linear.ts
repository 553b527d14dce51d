/** The dense layer: y = x·Wᵀ + b (torch.nn.Linear). */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { Layer } from './layer.ts'

/** A bias cut like the rows of its weight. */
function split(bias: Value, rows: readonly Value[]): readonly Value[] {
  return op.split(
    bias,
    0,
    rows.map((piece) => Number(dimAt(piece.shape, 0))),
  )
}

/**
 * A dense layer from rows × inputs to rows × outputs, with PyTorch's initial values: weight (outputs × inputs) and bias
 * both uniform within ±1/√inputs, which is Kaiming's bound for a = √5.
 */
export function linear(name: string, inputs: number, outputs: number): Layer {
  const initializer = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) } as const
  const [weight, bias] = [`${name}.weight`, `${name}.bias`]
  return {
    parameters: [
      { name: weight, shape: [outputs, inputs], initializer, decays: true, inRows: true },
      { name: bias, shape: [outputs], initializer, decays: false, inRows: false },
    ],
    buffers: [],
    forward: (x, context) => {
      const pieces = context.rows(weight)
      const biases = split(context.tensor(bias), pieces)
      return op.concat(
        pieces.map((piece, index) => op.gemm(x, piece, biases[index] as Value, { transB: 1 })),
        1,
      )
    },
  }
}
