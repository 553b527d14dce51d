/** Layers of networks for pictures against the recorded values and gradients of PyTorch's modules, and against differences. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { conv1d, conv2d, convTranspose2d } from '../../../../compute/nn/convolution.ts'
import { groupNorm } from '../../../../compute/nn/group-norm.ts'
import type { Layer } from '../../../../compute/nn/layer.ts'
import { averagePool, flatten, globalAveragePool, maxPool, upsample } from '../../../../compute/nn/pooling.ts'
import recorded from '../../../fixtures/engine/image-layers.json' with { type: 'json' }
import { expectRecordedLayer, recordedLayerFields } from '../../../support/recorded-layers.ts'

const perAxis = z.union([z.number(), z.array(z.number())])
const windowSchema = z.object({
  stride: perAxis.exactOptional(),
  padding: perAxis.exactOptional(),
  dilation: perAxis.exactOptional(),
})
const convolutionSchema = z.object({
  inputs: z.number(),
  outputs: z.number(),
  options: windowSchema.extend({
    kernel: perAxis,
    outputPadding: perAxis.exactOptional(),
    bias: z.boolean(),
    groups: z.number(),
  }),
})
const poolSchema = windowSchema.extend({ kernel: perAxis, countIncludePad: z.boolean().exactOptional() })

const makers = {
  conv1d: (settings) => convolution(conv1d, settings),
  conv2d: (settings) => convolution(conv2d, settings),
  convTranspose2d: (settings) => convolution(convTranspose2d, settings),
  groupNorm: (settings) => {
    const { channels, groups } = z.object({ channels: z.number(), groups: z.number() }).parse(settings)
    return groupNorm('net', channels, groups)
  },
  globalAveragePool: () => globalAveragePool(),
  maxPool: (settings) => pool(maxPool, settings),
  averagePool: (settings) => pool(averagePool, settings),
  upsample: (settings) => upsample(z.object({ factor: perAxis }).parse(settings).factor),
  flatten: () => flatten(),
} satisfies Record<string, (settings: unknown) => Layer>

function convolution(make: typeof convTranspose2d, settings: unknown): Layer {
  const { inputs, outputs, options } = convolutionSchema.parse(settings)
  return make('net', inputs, outputs, options)
}

function pool(make: typeof averagePool, settings: unknown): Layer {
  const { kernel, ...options } = poolSchema.parse(settings)
  return make(kernel, options)
}

const names = Object.keys(makers) as [keyof typeof makers, ...(keyof typeof makers)[]]
const caseSchema = z.object({ layer: z.enum(names), settings: z.unknown(), ...recordedLayerFields })
const cases = z.array(caseSchema).parse(recorded.cases)

describe('layers of networks for pictures', () => {
  it('are recorded, each of them', () => {
    expect(new Set(cases.map(({ layer }) => layer))).toEqual(new Set(names))
  })

  it.each(
    cases.map((each) => [`${each.layer} ${JSON.stringify(each.settings)} [${each.x.shape.join()}]`, each] as const),
  )('agree with PyTorch and with finite differences: %s', async (_, each) => {
    await expectRecordedLayer(makers[each.layer](each.settings), each)
  })
})
