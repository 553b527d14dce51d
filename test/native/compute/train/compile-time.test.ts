/** How long a training program takes to compile: it must not be felt when a run starts. */
import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildGenerativeModel } from '../../../../compute/models/generative-families.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import { channelBlock } from '../../../../compute/graph/lower/channel-block.ts'
import { networkDefaults } from '../../../../compute/spec/generative-training.ts'
import type { GenerativeModelSpec } from '../../../../compute/spec/generative-model.ts'
import type { BertSpec } from '../../../../compute/spec/bert-model.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import { compileGenerativeLoop } from '../../../../compute/train/generative-loop.ts'
import { networkOptimizer } from '../../../../compute/train/generative-tables.ts'
import { compileLoop } from '../../../../compute/train/loop-compiler.ts'
import { benchCases } from '../../../bench/cases.ts'
import { plainBert } from '../../../support/plain-models.ts'

const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/** The base size of BERT (Devlin et al. 2019): 12 layers of 768, 110 million weights. */
const bertBase: BertSpec = {
  ...plainBert,
  tokens: { length: 128, vocabulary: 30522 },
  width: 768,
  heads: 12,
  layers: 12,
  feedForward: 3072,
  positions: 512,
}

function compilePredictive(
  spec: ModelSpec,
  inputs: number,
  outputs: number,
  batchSize: number,
  block: number | null,
): void {
  const model = buildModel(spec, inputs, outputs)
  const optimizer = createOptimizer(adam, 0.01)
  compileLoop({ model, task: 'classification', inputs, batchSize, optimizer, decays: true, gradientClip: null }, block)
}

function compileGenerative(spec: GenerativeModelSpec, inputs: number, batchSize: number, block: number | null): void {
  const network = { optimizer: adam, learningRate: 1e-3, weightDecay: 0, gradientClip: null, ...networkDefaults }
  const training = { networks: { autoencoder: network, discriminator: network, generator: network }, seed: 1 }
  const model = buildGenerativeModel(spec, inputs)
  compileGenerativeLoop({ model, inputs, batchSize, optimizerOf: (name) => networkOptimizer(training, name) }, block)
}

/** Seconds of processor time that something takes: other programs on the machine touch those the least. */
function processorSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

describe('compiling a training program', async () => {
  const block = await channelBlock()

  it.each(benchCases)('of $title takes less than a second', ({ model, inputs, classes, batch }) => {
    const seconds = processorSeconds(() => {
      if (model.family === 'vae' || model.family === 'gan') compileGenerative(model, inputs, batch, block)
      else compilePredictive(model, inputs, classes, batch, block)
    })
    expect(seconds).toBeLessThan(1)
  })

  it('of BERT in its base size takes less than five seconds', () => {
    expect(processorSeconds(() => compilePredictive(bertBase, 128, 2, 16, block))).toBeLessThan(5)
  })
})
