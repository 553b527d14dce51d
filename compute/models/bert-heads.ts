/**
 * What stands on BERT's encoder for each task, by the names and definitions of transformers' BertForSequenceClassification,
 * BertForTokenClassification, BertForQuestionAnswering and BertForMaskedLM.
 */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { activation } from '../nn/activation.ts'
import type { ForwardContext, Layer, ParameterSpec } from '../nn/layer.ts'
import { alongRows } from '../nn/rows.ts'
import { meanOverSteps, type Sequences } from '../nn/sequence.ts'
import type { BertHead, BertSpec } from '../spec/bert-model.ts'
import { dense, dropped, norm, zeros } from './bert-parts.ts'

export interface BertHeadLayer {
  readonly parameters: readonly ParameterSpec[]
  /** From the encoder's vectors (rows × steps × width) to outputs: rows × outputs, or rows × steps × outputs. */
  forward(encoded: Sequences, context: ForwardContext): Value
}

/** The table of the tokens' vectors, which the masked head compares what it finds with. */
export const tokenTable = 'bert.embeddings.word_embeddings.weight'

/** The first token's vector through a dense layer and tanh, as BERT's task about following sentences was read. */
function pooler(width: number): Layer {
  const layer = dense('bert.pooler.dense', width, width)
  const first = (x: Value) => op.reshape(op.slice(x, { axis: 1, start: 0, end: 1 }), [dimAt(x.shape, 0), width])
  const forward = (x: Value, context: ForwardContext) => op.tanh(layer.forward(first(x), context))
  return { ...layer, forward }
}

function textHead(spec: BertSpec, outputs: number): BertHeadLayer {
  const pool = spec.pooling === 'first-token' ? pooler(spec.width) : null
  const classify = dense('classifier', spec.width, outputs)
  const drop = dropped(spec)
  return {
    parameters: [...(pool?.parameters ?? []), ...classify.parameters],
    forward: (encoded, context) => {
      const pooled = pool === null ? meanOverSteps(encoded) : pool.forward(encoded.values, context)
      return classify.forward(drop.forward(pooled, context), context)
    },
  }
}

/** A class for each token. */
function tokenHead(spec: BertSpec, outputs: number): BertHeadLayer {
  const [classify, drop] = [dense('classifier', spec.width, outputs), dropped(spec)]
  return {
    parameters: classify.parameters,
    forward: ({ values }, context) => classify.forward(drop.forward(values, context), context),
  }
}

/** How well an answer begins and ends at each token. */
function spanHead({ width }: BertSpec, outputs: number): BertHeadLayer {
  if (outputs !== 2) throw new GraphError(`a span has two ends, not ${outputs}`)
  const score = dense('qa_outputs', width, outputs)
  return { parameters: score.parameters, forward: ({ values }, context) => score.forward(values, context) }
}

/** How well each token of the vocabulary stands at each place: its vector's product with what is found there, and its own bias. */
function maskedHead(spec: BertSpec, outputs: number): BertHeadLayer {
  const { tokens, width } = spec
  if (outputs !== tokens.vocabulary) throw new GraphError(`${outputs} outputs for ${tokens.vocabulary} tokens`)
  const transform = dense('cls.predictions.transform.dense', width, width)
  const normalize = norm('cls.predictions.transform.LayerNorm', spec)
  const act = activation(spec.activation)
  const bias: ParameterSpec = { name: 'cls.predictions.bias', shape: [outputs], initializer: zeros, decays: false }
  return {
    parameters: [...transform.parameters, ...normalize.parameters, bias],
    forward: ({ values }, context) => {
      const found = normalize.forward(act.forward(transform.forward(values, context), context), context)
      const [table, biases] = [context.tensor(tokenTable), context.tensor(bias.name)]
      return alongRows(found, (rows) => op.gemm(rows, table, biases, { transB: 1 }))
    },
  }
}

const heads = {
  text: textHead,
  tokens: tokenHead,
  span: spanHead,
  masked: maskedHead,
} satisfies Record<BertHead, (spec: BertSpec, outputs: number) => BertHeadLayer>

/** The head of the spec, for as many outputs. Throws GraphError where they aren't those of the head. */
export const bertHead = (spec: BertSpec, outputs: number): BertHeadLayer => heads[spec.head](spec, outputs)

/**
 * Names that a head's state_dict in PyTorch has beside its parameters: second names of the same tensors, which
 * load_state_dict with strict=True asks for.
 */
export const secondNames = {
  text: {},
  tokens: {},
  span: {},
  masked: { 'cls.predictions.decoder.weight': tokenTable, 'cls.predictions.decoder.bias': 'cls.predictions.bias' },
} as const satisfies Record<BertHead, Readonly<Record<string, string>>>
