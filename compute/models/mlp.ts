/** The multilayer perceptron: for tables, and the first model to try on anything. */
import { GraphError } from '../graph/shape.ts'
import { activation } from '../nn/activation.ts'
import { dropout } from '../nn/dropout.ts'
import { entityEmbeddings } from '../nn/entity-embedding.ts'
import { type Layer, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { normalization } from '../nn/normalization.ts'
import type { MlpSpec } from '../spec/model.ts'

/**
 * Vectors of categories, where the spec has any (`embeddings`); then for each hidden width Linear, normalisation, activation,
 * dropout; then Linear to the outputs.
 *
 * Layers are numbered as in a torch.nn.Sequential named `layers` of the modules that are there: with neither normalisation
 * nor dropout the Linear layers are layers.0, layers.2, layers.4 and so on. Throws GraphError where vectors of categories are
 * to be learned and it isn't said which inputs are categories.
 */
export function mlp(spec: MlpSpec, inputs: number, outputs: number): Layer {
  if (spec.categories === 'embedding' && spec.embedded === undefined)
    throw new GraphError('which inputs are categories must be known')
  const embedded = spec.embedded ?? []
  const before = embedded.length === 0 ? null : entityEmbeddings('embeddings', embedded, inputs)
  const layers: Layer[] = []
  const nextName = () => `layers.${layers.length}`
  let width = before?.outputs ?? inputs
  for (const hidden of spec.hidden) {
    layers.push(linear(nextName(), width, hidden))
    const normalized = normalization(spec.normalization, nextName(), hidden)
    if (normalized !== null) layers.push(normalized)
    layers.push(activation(spec.activation))
    if (spec.dropout > 0) layers.push(dropout(spec.dropout))
    width = hidden
  }
  layers.push(linear(nextName(), width, outputs))
  return sequential(before === null ? layers : [before, ...layers])
}
