/**
 * BERT (Devlin et al. 2019): the encoder of a published checkpoint with a classifier, by the names and definitions of
 * transformers' BertForSequenceClassification, so that weights go in and out as they are.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { activation } from '../nn/activation.ts'
import { attend, type AttentionLayer, paddingBias } from '../nn/attention.ts'
import { dropout } from '../nn/dropout.ts'
import { embedding } from '../nn/embedding.ts'
import { type ForwardContext, type Initializer, type Layer, type ParameterSpec, plainLayer } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { layerNorm } from '../nn/normalization.ts'
import { checkRowWidth, meanOverSteps, readSequences } from '../nn/sequence.ts'
import type { BertSpec } from '../spec/bert-model.ts'

/** BERT's own first values: normal with this deviation, biases of zeros. */
const initial = { kind: 'normal', deviation: 0.02 } as const satisfies Initializer
const zeros = { kind: 'constant', value: 0 } as const satisfies Initializer

function dense(name: string, from: number, to: number): Layer {
  const layer = linear(name, from, to)
  const parameters = layer.parameters.map((spec) => ({
    ...spec,
    initializer: spec.shape.length === 1 ? zeros : initial,
  }))
  return { ...layer, parameters }
}

const norm = (name: string, { width, epsilon }: BertSpec) => layerNorm(name, width, epsilon)
const dropped = ({ dropout: share }: BertSpec) => (share > 0 ? dropout(share) : plainLayer((x) => x))

/** Vectors of tokens, places and the first segment, summed and normalised: batch × steps × width. */
function embeddings(name: string, spec: BertSpec): Layer {
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
    buffers: [],
    forward: (ids, context) => {
      const firstRows = ({ name: own }: ParameterSpec, end: number) =>
        op.slice(context.tensor(own), { axis: 0, start: 0, end })
      const fixed = op.add(firstRows(places, tokens.length), firstRows(kinds, 1))
      return drop.forward(normalize.forward(op.add(words.forward(ids, context), fixed), context), context)
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

/** The first token's vector through a dense layer and tanh, as BERT's task about following sentences was read. */
function pooler(width: number): Layer {
  const layer = dense('bert.pooler.dense', width, width)
  const first = (x: Value) => op.reshape(op.slice(x, { axis: 1, start: 0, end: 1 }), [dimAt(x.shape, 0), width])
  const forward = (x: Value, context: ForwardContext) => op.tanh(layer.forward(first(x), context))
  return { ...layer, forward }
}

/** From rows of tokens to as many outputs as there are classes, or to one value. */
export function bert(spec: BertSpec, inputs: number, outputs: number): Layer {
  const { tokens, width, pooling } = spec
  const form = { sequence: null, tokens }
  checkRowWidth(form, inputs)
  const embed = embeddings('bert.embeddings', spec)
  const layers = Array.from({ length: spec.layers }, (_, index) => encoderLayer(`bert.encoder.layer.${index}`, spec))
  const pool = pooling === 'first-token' ? pooler(width) : null
  const classify = dense('classifier', width, outputs)
  const drop = dropped(spec)
  return {
    parameters: [embed, ...layers, ...(pool === null ? [] : [pool]), classify].flatMap(({ parameters }) => parameters),
    buffers: [],
    forward: (rows, context) => {
      const { values: ids, mask } = readSequences(rows, form)
      const bias = mask === null ? null : paddingBias(mask)
      const x = layers.reduce((value, layer) => layer.forward(value, bias, context), embed.forward(ids, context))
      const pooled = pool === null ? meanOverSteps({ values: x, mask }) : pool.forward(x, context)
      return classify.forward(drop.forward(pooled, context), context)
    },
  }
}
