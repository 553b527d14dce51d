/** Layers of a Transformer, and activations, against PyTorch's recorded values and gradients, and against differences. */
import { describe, it } from 'vitest'
import { z } from 'zod'
import * as op from '../../../../compute/graph/ops.ts'
import type { Value } from '../../../../compute/graph/value.ts'
import { activation } from '../../../../compute/nn/activation.ts'
import { type AttentionLayer, causalBias, paddingBias, selfAttention } from '../../../../compute/nn/attention.ts'
import { encoderLayer } from '../../../../compute/nn/encoder-layer.ts'
import { layerNorm } from '../../../../compute/nn/normalization.ts'
import { activationSchema } from '../../../../compute/spec/activation.ts'
import recorded from '../../../fixtures/engine/sequence-layers.json' with { type: 'json' }
import {
  batched,
  expectRecordedLayer,
  recordedLayerFields,
  recordedTensorSchema,
} from '../../../support/recorded-layers.ts'

const shared = { ...recordedLayerFields, mask: recordedTensorSchema.nullable() }
const attentionSettings = { width: z.number(), heads: z.number(), causal: z.boolean() }
const caseSchema = z.discriminatedUnion('layer', [
  z.object({ layer: z.literal('activation'), settings: z.object({ kind: activationSchema }), ...shared }),
  z.object({ layer: z.literal('layerNorm'), settings: z.object({ width: z.number() }), ...shared }),
  z.object({ layer: z.literal('attention'), settings: z.object(attentionSettings), ...shared }),
  z.object({
    layer: z.literal('encoder'),
    settings: z.object({
      ...attentionSettings,
      feedForward: z.number(),
      activation: z.enum(['relu', 'gelu']),
      normalizeFirst: z.boolean(),
    }),
    ...shared,
  }),
])
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)

/** The layer of a case, as one that takes a bias for attention's scores or does without. */
function layerOf(recordedCase: Case): AttentionLayer {
  switch (recordedCase.layer) {
    case 'activation': {
      const layer = activation(recordedCase.settings.kind)
      return { parameters: [], forward: (x, _, context) => layer.forward(x, context) }
    }
    case 'layerNorm': {
      const layer = layerNorm('net', recordedCase.settings.width)
      return { parameters: layer.parameters, forward: (x, _, context) => layer.forward(x, context) }
    }
    case 'attention':
      return selfAttention('net', { ...recordedCase.settings, dropout: 0 })
    case 'encoder':
      return encoderLayer('net', { ...recordedCase.settings, dropout: 0 })
  }
}

function biasOf({ settings, x }: Case, mask: Value | null): Value | null {
  const biases = [
    ...(mask === null ? [] : [paddingBias(mask)]),
    ...('causal' in settings && settings.causal ? [causalBias(x.shape[1] ?? 0)] : []),
  ]
  return biases.reduce<Value | null>((sum, bias) => (sum === null ? bias : op.add(sum, bias)), null)
}

const titleOf = ({ layer, settings, x, mask }: Case) =>
  `${layer} ${JSON.stringify(settings)} [${x.shape.join()}]${mask === null ? '' : ' with padding'}`

describe('layers of a Transformer', () => {
  it.each(cases.map((each): [string, Case] => [titleOf(each), each]))(
    'agree with PyTorch and with finite differences: %s',
    async (_, recordedCase) => {
      const layer = layerOf(recordedCase)
      const mask =
        recordedCase.mask === null ? null : { value: batched('mask', recordedCase.mask), fed: recordedCase.mask }
      const bias = biasOf(recordedCase, mask?.value ?? null)
      // Values beside a corner of an activation have no derivative over a step's width.
      await expectRecordedLayer(
        { parameters: layer.parameters, forward: (x, context) => layer.forward(x, bias, context) },
        recordedCase,
        mask === null ? {} : { mask },
        (element) => Math.abs(recordedCase.x.data[element]!) > 0.1,
      )
    },
  )
})
