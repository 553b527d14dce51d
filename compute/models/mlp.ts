/** The multilayer perceptron: for tables, and the first model to try on anything. */
import { activation } from '../nn/activation.ts'
import { dropout } from '../nn/dropout.ts'
import { type Layer, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { normalization } from '../nn/normalization.ts'
import type { MlpSpec } from '../spec/model.ts'

/**
 * For each hidden width Linear, normalisation, activation, dropout; then Linear to the outputs.
 *
 * Layers are numbered as in a torch.nn.Sequential named `layers` of the modules that are there: with neither normalisation
 * nor dropout the Linear layers are layers.0, layers.2, layers.4 and so on.
 */
export function mlp(spec: MlpSpec, inputs: number, outputs: number): Layer {
  const layers: Layer[] = []
  const nextName = () => `layers.${layers.length}`
  let width = inputs
  for (const hidden of spec.hidden) {
    layers.push(linear(nextName(), width, hidden))
    const normalized = normalization(spec.normalization, nextName(), hidden)
    if (normalized !== null) layers.push(normalized)
    layers.push(activation(spec.activation))
    if (spec.dropout > 0) layers.push(dropout(spec.dropout))
    width = hidden
  }
  layers.push(linear(nextName(), width, outputs))
  return sequential(layers)
}
