/** Multi-head self-attention (Vaswani et al. 2017), by torch.nn.MultiheadAttention's weights and definitions. */
import * as op from '../graph/ops.ts'
import { dimAt, type Dim } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { dropoutMask } from './dropout.ts'
import type { ForwardContext, ParameterSpec } from './layer.ts'
import { linear } from './linear.ts'
import { alongRows } from './rows.ts'

/** What is added to the score of a place that is not to be seen: its weight comes out as exactly 0. */
const unseen = -1e9

/** A bias for the scores that hides padding: batch × 1 × 1 × steps, from the mask (batch × steps × 1; 0 at padding). */
export function paddingBias(mask: Value): Value {
  const [batch, steps] = [dimAt(mask.shape, 0), dimAt(mask.shape, 1)]
  return op.reshape(op.mul(op.sub(1, mask), unseen), [batch, 1, 1, steps])
}

/** A bias for the scores that hides later steps: steps × steps. */
export function causalBias(steps: number): Value {
  const values = Float32Array.from({ length: steps * steps }, (_, index) =>
    index % steps > Math.floor(index / steps) ? unseen : 0,
  )
  return constant(tensor('float32', values, [steps, steps]))
}

export interface AttentionParts {
  /** Each batch × heads × steps × width of a head. */
  readonly query: Value
  readonly key: Value
  readonly value: Value
  /** Added to the scores (batch × heads × steps × steps), or null. */
  readonly bias: Value | null
  /** Probability that an attention weight is dropped in training. */
  readonly dropout: number
}

/** softmax(q·kᵀ / √d + bias)·v, the heads side by side again: batch × steps × width. */
export function attend({ query, key, value, bias, dropout }: AttentionParts, { training }: ForwardContext): Value {
  const [batch, heads, steps, perHead] = query.shape as [Dim, number, Dim, number]
  const scores = op.fusedMatMul(query, key, { transB: 1, alpha: 1 / Math.sqrt(perHead) })
  const weights = op.softmax(bias === null ? scores : op.add(scores, bias))
  const kept = training === null || dropout === 0 ? weights : op.mul(weights, dropoutMask(weights, dropout, training))
  return op.reshape(op.transpose(op.matMul(kept, value), [0, 2, 1, 3]), [batch, steps, heads * perHead])
}

export interface AttentionSettings {
  readonly width: number
  readonly heads: number
  /** Probability that an attention weight is dropped in training. */
  readonly dropout: number
}

export interface AttentionLayer {
  readonly parameters: readonly ParameterSpec[]
  /** From batch × steps × width to the same. The bias is added to the scores (batch × heads × steps × steps). */
  forward(x: Value, bias: Value | null, context: ForwardContext): Value
}

/** Self-attention. Initial values are PyTorch's: Xavier's bound for the three projections, biases of zeros. */
export function selfAttention(name: string, { width, heads, dropout }: AttentionSettings): AttentionLayer {
  const [inWeight, inBias] = [`${name}.in_proj_weight`, `${name}.in_proj_bias`]
  const output = linear(`${name}.out_proj`, width, width)
  const perHead = width / heads
  const xavier = { kind: 'uniform', bound: Math.sqrt(6 / (4 * width)) } as const
  const zeros = { kind: 'constant', value: 0 } as const

  /** Queries, keys and values of all heads: three of batch × heads × steps × width a head. */
  function projections(x: Value, { tensor: weightOf }: ForwardContext): readonly Value[] {
    const [batch, steps] = [dimAt(x.shape, 0), dimAt(x.shape, 1)]
    const joined = alongRows(x, (rows) => op.gemm(rows, weightOf(inWeight), weightOf(inBias), { transB: 1 }))
    const byHead = op.transpose(op.reshape(joined, [batch, steps, 3, heads, perHead]), [2, 0, 3, 1, 4])
    return op.split(byHead, 0, [1, 1, 1]).map((part) => op.reshape(part, [batch, heads, steps, perHead]))
  }

  return {
    parameters: [
      { name: inWeight, shape: [3 * width, width], initializer: xavier, decays: true },
      { name: inBias, shape: [3 * width], initializer: zeros, decays: false },
      ...output.parameters.map((spec) => (spec.shape.length === 1 ? { ...spec, initializer: zeros } : spec)),
    ],
    forward: (x, bias, context) => {
      const [query, key, value] = projections(x, context) as [Value, Value, Value]
      return output.forward(attend({ query, key, value, bias, dropout }, context), context)
    },
  }
}
