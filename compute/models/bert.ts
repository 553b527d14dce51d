/**
 * BERT (Devlin et al. 2019): the encoder of a published checkpoint with a head for a task, by the names and definitions of
 * transformers' BertModel, so that weights go in and out as they are.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { activation } from '../nn/activation.ts'
import { attend, type AttentionLayer, paddingBias } from '../nn/attention.ts'
import { embedding } from '../nn/embedding.ts'
import type { ForwardContext, Layer, ParameterSpec } from '../nn/layer.ts'
import { checkRowWidth, readSequences } from '../nn/sequence.ts'
import type { BertSpec } from '../spec/bert-model.ts'
import { bertHead } from './bert-heads.ts'
import { dense, dropped, initial, norm } from './bert-parts.ts'

interface Embeddings {
  readonly parameters: readonly ParameterSpec[]
  /** Of tokens and of their segments (both batch × steps, int64), or of tokens that are all of the first segment. */
  forward(ids: Value, kinds: Value | null, context: ForwardContext): Value
}

/** Vectors of tokens, places and segments, summed and normalised: batch × steps × width. */
function embeddings(name: string, spec: BertSpec): Embeddings {
  const { tokens, width, positions, segments } = spec
  const words = embedding(`${name}.word_embeddings`, tokens.vocabulary, width, 0)
  const table = (own: string, rows: number, zeroRow?: number): ParameterSpec => ({
    name: `${name}.${own}.weight`,
    shape: [rows, width],
    initializer: zeroRow === undefined ? initial : { ...initial, zeroRow },
    decays: false,
  })
  const wordTable = table('word_embeddings', tokens.vocabulary, 0)
  const places = table('position_embeddings', positions)
  const kinds = table('token_type_embeddings', segments)
  const normalize = norm(`${name}.LayerNorm`, spec)
  const drop = dropped(spec)
  return {
    parameters: [wordTable, places, kinds, ...normalize.parameters],
    forward: (ids, segmentOf, context) => {
      const firstRows = ({ name: own }: ParameterSpec, end: number) =>
        op.slice(context.tensor(own), { axis: 0, start: 0, end })
      const found = words.forward(ids, context)
      // Scores of a span are compared with those of padding, whose vector is not to learn from it (padding_idx).
      const there = op.reshape(op.greater(ids, 0), [...ids.shape, 1])
      const word = spec.head === 'span' ? op.where(there, found, op.detached(found)) : found
      const kind = segmentOf === null ? firstRows(kinds, 1) : op.gather(context.tensor(kinds.name), segmentOf)
      const fixed = op.add(firstRows(places, tokens.length), kind)
      return drop.forward(normalize.forward(op.add(word, fixed), context), context)
    },
  }
}

/** Self-attention with separate queries, keys and values: batch × steps × width to the same. */
function attention(name: string, spec: BertSpec): AttentionLayer {
  const { width, heads } = spec
  const [query, key, value] = ['query', 'key', 'value'].map((part) => dense(`${name}.self.${part}`, width, width)) as [
    Layer,
    Layer,
    Layer,
  ]
  const output = dense(`${name}.output.dense`, width, width)
  const drop = dropped(spec)
  const byHead = (x: Value) =>
    op.transpose(op.reshape(x, [dimAt(x.shape, 0), dimAt(x.shape, 1), heads, width / heads]), [0, 2, 1, 3])
  return {
    parameters: [query, key, value, output].flatMap(({ parameters }) => parameters),
    forward: (x, bias, context) => {
      const [q, k, v] = [query, key, value].map((part) => byHead(part.forward(x, context))) as [Value, Value, Value]
      const mixed = attend({ query: q, key: k, value: v, bias, dropout: spec.dropout }, context)
      return drop.forward(output.forward(mixed, context), context)
    },
  }
}

/** Attention and a dense part, each added to what went in, the sum normalised. */
function encoderLayer(name: string, spec: BertSpec): AttentionLayer {
  const { width, feedForward } = spec
  const attend = attention(`${name}.attention`, spec)
  const attendedNorm = norm(`${name}.attention.output.LayerNorm`, spec)
  const widen = dense(`${name}.intermediate.dense`, width, feedForward)
  const narrow = dense(`${name}.output.dense`, feedForward, width)
  const outputNorm = norm(`${name}.output.LayerNorm`, spec)
  const [act, drop] = [activation(spec.activation), dropped(spec)]
  return {
    parameters: [attend, attendedNorm, widen, narrow, outputNorm].flatMap(({ parameters }) => parameters),
    forward: (x, bias, context) => {
      const seen = attendedNorm.forward(op.add(x, attend.forward(x, bias, context)), context)
      const between = act.forward(widen.forward(seen, context), context)
      return outputNorm.forward(op.add(seen, drop.forward(narrow.forward(between, context), context)), context)
    },
  }
}

/**
 * From rows of tokens (and of their segments, where a row is two texts) to what its head gives: as many outputs as there are
 * classes, or one value, for the text or for each token; two scores for each token, or as many as there are tokens.
 */
export function bert(spec: BertSpec, inputs: number, outputs: number): Layer {
  const { tokens, pairs } = spec
  const form = { sequence: null, tokens }
  checkRowWidth(form, pairs ? inputs / 2 : inputs)
  const embed = embeddings('bert.embeddings', spec)
  const layers = Array.from({ length: spec.layers }, (_, index) => encoderLayer(`bert.encoder.layer.${index}`, spec))
  const head = bertHead(spec, outputs)
  const half = (rows: Value, start: number) => op.slice(rows, { axis: 1, start, end: start + tokens.length })
  return {
    parameters: [embed, ...layers, head].flatMap(({ parameters }) => parameters),
    buffers: [],
    forward: (rows, context) => {
      const { values: ids, mask } = readSequences(pairs ? half(rows, 0) : rows, form)
      const kinds = pairs ? op.cast(half(rows, tokens.length), 'int64') : null
      const bias = mask === null ? null : paddingBias(mask)
      const embedded = embed.forward(ids, kinds, context)
      const x = layers.reduce((value, layer) => layer.forward(value, bias, context), embedded)
      return head.forward({ values: x, mask }, context)
    },
  }
}
