/** A layer of the Transformer encoder: torch.nn.TransformerEncoderLayer. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { activation } from './activation.ts'
import { type AttentionLayer, selfAttention } from './attention.ts'
import { dropout } from './dropout.ts'
import { plainLayer, sequential } from './layer.ts'
import { linear } from './linear.ts'
import { layerNorm } from './normalization.ts'

export interface EncoderLayerSettings {
  readonly width: number
  readonly heads: number
  readonly feedForward: number
  readonly activation: 'relu' | 'gelu'
  /** Whether each part normalises what it takes (pre-norm), or the sum that it leaves (post-norm, PyTorch's default). */
  readonly normalizeFirst: boolean
  readonly dropout: number
}

/** Self-attention and a dense part of two Linears, each added to what went in, with dropout and normalisation. */
export function encoderLayer(name: string, settings: EncoderLayerSettings): AttentionLayer {
  const { width, feedForward, normalizeFirst } = settings
  const attention = selfAttention(`${name}.self_attn`, settings)
  const drop = settings.dropout > 0 ? dropout(settings.dropout) : plainLayer((x) => x)
  const [norm1, norm2] = [layerNorm(`${name}.norm1`, width), layerNorm(`${name}.norm2`, width)]
  const dense = sequential([
    linear(`${name}.linear1`, width, feedForward),
    activation(settings.activation),
    drop,
    linear(`${name}.linear2`, feedForward, width),
  ])
  return {
    parameters: [attention, dense, norm1, norm2].flatMap(({ parameters }) => parameters),
    forward: (x, bias, context) => {
      const attend = (value: Value) => drop.forward(attention.forward(value, bias, context), context)
      const transform = (value: Value) => drop.forward(dense.forward(value, context), context)
      if (normalizeFirst) {
        const attended = op.add(x, attend(norm1.forward(x, context)))
        return op.add(attended, transform(norm2.forward(attended, context)))
      }
      const attended = norm1.forward(op.add(x, attend(x)), context)
      return norm2.forward(op.add(attended, transform(attended)), context)
    },
  }
}
