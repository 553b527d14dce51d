/** Activation functions, by PyTorch's definitions. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Activation } from '../spec/model.ts'
import { type Layer, plainLayer } from './layer.ts'

/** x · Φ(x) with the normal distribution's Φ written by the error function (torch.nn.GELU, approximate='none'). */
function gelu(x: Value): Value {
  return op.mul(op.mul(x, 0.5), op.add(op.erf(op.mul(x, Math.SQRT1_2)), 1))
}

/** The same with Φ written by tanh, as GPT-2 has it: x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))) (approximate='tanh'). */
function geluTanh(x: Value): Value {
  const inner = op.mul(op.add(op.mul(op.mul(x, x), 0.044715), 1), op.mul(x, Math.sqrt(2 / Math.PI)))
  return op.mul(op.mul(x, 0.5), op.add(op.tanh(inner), 1))
}

const activationFunctions = {
  relu: op.relu,
  'leaky-relu': (x) => op.leakyRelu(x, 0.01),
  gelu,
  'gelu-tanh': geluTanh,
  silu: (x) => op.mul(x, op.sigmoid(x)),
  tanh: op.tanh,
  sigmoid: op.sigmoid,
} satisfies Record<Activation, (x: Value) => Value>

export function activation(kind: Activation): Layer {
  return plainLayer(activationFunctions[kind])
}
