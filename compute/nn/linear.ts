/** The dense layer: y = x·Wᵀ + b (torch.nn.Linear), over the last axis. */
import * as op from '../graph/ops.ts'
import type { Layer } from './layer.ts'
import { alongRows } from './rows.ts'

/**
 * A dense layer from … × inputs to … × outputs, with PyTorch's initial values: weight (outputs × inputs) and bias
 * both uniform within ±1/√inputs, which is Kaiming's bound for a = √5.
 */
export function linear(name: string, inputs: number, outputs: number): Layer {
  const initializer = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) } as const
  const [weight, bias] = [`${name}.weight`, `${name}.bias`]
  return {
    parameters: [
      { name: weight, shape: [outputs, inputs], initializer, decays: true },
      { name: bias, shape: [outputs], initializer, decays: false },
    ],
    buffers: [],
    forward: (x, { tensor }) => alongRows(x, (rows) => op.gemm(rows, tensor(weight), tensor(bias), { transB: 1 })),
  }
}
