/** Layers of a Transformer, and activations, against PyTorch's recorded values and gradients, and against differences. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor, type TensorOf } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { contextOf } from '../../../../compute/models/weights.ts'
import { activation } from '../../../../compute/nn/activation.ts'
import { type AttentionLayer, causalBias, paddingBias, selfAttention } from '../../../../compute/nn/attention.ts'
import { encoderLayer } from '../../../../compute/nn/encoder-layer.ts'
import { layerNorm } from '../../../../compute/nn/normalization.ts'
import { activationSchema } from '../../../../compute/spec/activation.ts'
import recorded from '../../../fixtures/engine/sequence-layers.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const tensorSchema = z
  .object({ shape: z.array(z.number()), data: z.array(z.number()) })
  .transform(({ shape, data }) => tensor('float32', Float32Array.from(data), shape))
const shared = {
  x: tensorSchema,
  mask: tensorSchema.nullable(),
  parameters: z.record(z.string(), tensorSchema),
  weights: tensorSchema,
  y: tensorSchema,
  dx: tensorSchema,
  gradients: z.record(z.string(), tensorSchema),
}
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

function graphOf(recordedCase: Case) {
  const layer = layerOf(recordedCase)
  const batched = (name: string, { shape }: TensorOf<'float32'>) =>
    inputValue(name, 'float32', ['batch', ...shape.slice(1)])
  const x = batched('x', recordedCase.x)
  const lossWeights = batched('weights', recordedCase.weights)
  const mask = recordedCase.mask === null ? null : batched('mask', recordedCase.mask)
  const weights = layer.parameters.map(({ name, shape }) => inputValue(name, 'float32', shape))
  const byName = new Map(layer.parameters.map(({ name }, index) => [name, weights[index] as Value]))
  const y = layer.forward(x, biasOf(recordedCase, mask), contextOf(byName))
  const loss = op.reduceSum(op.mul(y, lossWeights))
  const [dx, ...found] = gradients(loss, [x, ...weights])
  const inputs = [x, lossWeights, ...(mask === null ? [] : [mask]), ...weights]
  const own = Object.fromEntries(layer.parameters.map(({ name }, index) => [`d.${name}`, found[index] as Value]))
  const parameters: Record<string, TensorOf<'float32'>> = {}
  for (const [name, value] of Object.entries(recordedCase.parameters)) parameters[`net.${name}`] = value
  const fixed = { weights: recordedCase.weights, ...(recordedCase.mask === null ? {} : { mask: recordedCase.mask }) }
  const feeds: Record<string, TensorOf<'float32'>> = { x: recordedCase.x, ...parameters, ...fixed }
  return { layer, inputs, outputs: { y, loss, dx: dx as Value, ...own }, feeds, parameters }
}

const near = { relative: 1e-4, absolute: 2e-6 }
const titleOf = ({ layer, settings, x, mask }: Case) =>
  `${layer} ${JSON.stringify(settings)} [${x.shape.join()}]${mask === null ? '' : ' with padding'}`

describe('layers of a Transformer', () => {
  it.each(cases.map((each): [string, Case] => [titleOf(each), each]))(
    'agree with PyTorch and with finite differences: %s',
    async (_, recordedCase) => {
      const { layer, inputs, outputs, feeds, parameters } = graphOf(recordedCase)
      expect(layer.parameters.map(({ name, shape }) => [name, shape]).sort()).toEqual(
        Object.entries(parameters)
          .map(([name, { shape }]) => [name, shape])
          .sort(),
      )
      const session = await sessionOf(inputs, outputs)
      const results = await session.run(feeds)
      // What comes out at padded steps has no meaning.
      const there = (data: Float32Array) =>
        data.map((value, index) => (recordedCase.weights.data[index] === 0 ? 0 : value))
      expectAllClose(there(numbersOf(results['y'])), there(recordedCase.y.data), near, 'y')
      expectAllClose(numbersOf(results['dx']), recordedCase.dx.data, near, 'dx')
      for (const [name, expected] of Object.entries(recordedCase.gradients))
        expectAllClose(numbersOf(results[`d.net.${name}`]), expected.data, near, name)
      for (const [name, value] of Object.entries({ x: recordedCase.x, ...parameters })) {
        // Values beside a corner of an activation have no derivative over a step's width.
        const smooth = (element: number) => name !== 'x' || Math.abs(value.data[element]!) > 0.1
        const elements = [...value.data.keys()].filter((element) => element % 3 === 0 && smooth(element))
        const differences = []
        for (const element of elements) {
          const lossAt = async (offset: number) => {
            const data = value.data.slice()
            data[element]! += offset
            const moved = { ...feeds, [name]: tensor('float32', data, value.shape) }
            return numbersOf((await session.run(moved, ['loss']))['loss'])[0]!
          }
          const [a, b, c, d] = [await lossAt(-0.02), await lossAt(-0.01), await lossAt(0.01), await lossAt(0.02)]
          differences.push((a - 8 * b + 8 * c - d) / 0.12)
        }
        const found = numbersOf(results[name === 'x' ? 'dx' : `d.${name}`])
        const expected = elements.map((element) => found[element]!)
        expectAllClose(differences, expected, { relative: 5e-3, absolute: 3e-3 }, `${name} by differences`)
      }
      await session.release()
    },
  )
})
