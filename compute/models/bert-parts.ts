/** What BERT's encoder and its heads are made of, with BERT's own first values. */
import { dropout } from '../nn/dropout.ts'
import { type Initializer, type Layer, plainLayer } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { layerNorm } from '../nn/normalization.ts'
import type { BertSpec } from '../spec/bert-model.ts'

/** BERT's own first values: normal with this deviation, biases of zeros. */
export const initial = { kind: 'normal', deviation: 0.02 } as const satisfies Initializer
export const zeros = { kind: 'constant', value: 0 } as const satisfies Initializer

export function dense(name: string, from: number, to: number): Layer {
  const layer = linear(name, from, to)
  const parameters = layer.parameters.map((spec) => ({
    ...spec,
    initializer: spec.shape.length === 1 ? zeros : initial,
  }))
  return { ...layer, parameters }
}

export const norm = (name: string, { width, epsilon }: BertSpec) => layerNorm(name, width, epsilon)
export const dropped = ({ dropout: share }: BertSpec) => (share > 0 ? dropout(share) : plainLayer((x) => x))
