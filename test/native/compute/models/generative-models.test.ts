/** The generative families against PyTorch: names, samples, and the course of whole trainings. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { constant, inputValue } from '../../../../compute/graph/value.ts'
import { articleGan } from '../../../../compute/models/gan.ts'
import { buildGenerativeModel, partsOf } from '../../../../compute/models/generative-families.ts'
import type { GenerativeModel, Turn } from '../../../../compute/models/generative-model.ts'
import { articleVae } from '../../../../compute/models/vae.ts'
import { contextOf, initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import { standardNormal } from '../../../../compute/nn/noise.ts'
import { generativeModelSchema, type NetworkName, networksOf } from '../../../../compute/spec/generative-model.ts'
import { generativeTrainingSchema } from '../../../../compute/spec/generative-training.ts'
import { compileGenerativeLoop } from '../../../../compute/train/generative-loop.ts'
import { createGenerativeLoopSession } from '../../../../compute/train/generative-loop-session.ts'
import { networkOptimizer } from '../../../../compute/train/generative-tables.ts'
import { packState, unpackState } from '../../../../compute/train/state-layout.ts'
import recorded from '../../../fixtures/engine/generative-models.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { generateRecorded } from '../../../support/recorded-generation.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const floats = z.array(z.number()).transform((values) => Float32Array.from(values))
const tensorSchema = z.object({ shape: z.array(z.number()), data: floats })
const weightsSchema = z
  .record(z.string(), tensorSchema)
  .transform((named): NamedTensors => new Map(Object.entries(named)))
const caseSchema = z.object({
  name: z.string(),
  model: generativeModelSchema,
  networks: generativeTrainingSchema.shape.networks,
  features: tensorSchema,
  steps: z.array(z.array(z.array(z.number()))),
  initial: weightsSchema,
  losses: z.record(z.string(), floats),
  trained: weightsSchema,
  samples: tensorSchema,
})
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)
const named = cases.map((each): [string, Case] => [each.name, each])

const shapesOf = (tensors: Iterable<{ readonly name: string; readonly shape: readonly number[] }>) =>
  Object.fromEntries(Array.from(tensors, ({ name, shape }) => [name, shape]))

describe('generative models', () => {
  it.each(named)('take the course of PyTorch for 100 steps: %s', async (_, each) => {
    const { losses, weights } = await generateRecorded(each, recorded.batchSize, recorded.noiseSeed)
    expect(Object.keys(losses).sort()).toEqual(Object.keys(each.losses).sort())
    for (const [name, values] of Object.entries(each.losses)) {
      expect(values).toHaveLength(100)
      expectAllClose(losses[name]!, values, { relative: 1e-3, absolute: 1e-6 }, name)
    }
    for (const [name, { data }] of each.trained)
      expectAllClose(weights.get(name)!.data, data, { relative: 1e-2, absolute: 1e-3 }, name)
  })

  it.each(named)(
    "make PyTorch's samples of the same noise: %s",
    async (_, { model: spec, features, trained, samples }) => {
      const model = buildGenerativeModel(spec, features.shape[1] ?? 0)
      const rows = inputValue('rows', 'float32', ['rows', 1])
      const noise = standardNormal(
        rows,
        6,
        model.latent,
        constant(tensor('uint32', Uint32Array.of(recorded.sampleKey))),
      )
      const constants = Array.from(trained, ([name, { data, shape }]) => [
        name,
        constant(tensor('float32', data, shape)),
      ])
      const context = contextOf(new Map(constants as never))
      const feeds = { rows: tensor('float32', new Float32Array(6), [6, 1]) }
      const made = await runGraph([rows], { made: model.sample(noise, context) }, feeds)
      expectAllClose(numbersOf(made['made']), samples.data, { relative: 1e-4, absolute: 2e-5 }, 'samples')
    },
  )

  it('of the article have the state_dict of its PyTorch classes, name by name', () => {
    const presets = { vae: articleVae(400, 20), gan: articleGan(100) }
    for (const family of ['vae', 'gan'] as const) {
      const { parameters, buffers } = partsOf(buildGenerativeModel(presets[family], 784))
      expect(shapesOf([...parameters, ...buffers])).toEqual(recorded.articleShapes[family])
    }
  })

  it('consist of the networks that the table of families says', () => {
    for (const spec of [articleVae(8, 2), articleGan(2)]) {
      const { networks, turns } = buildGenerativeModel(spec, 9)
      expect(networks.map(({ name }) => name)).toEqual(networksOf[spec.family])
      expect(new Set(turns.map(({ network }) => network))).toEqual(new Set(networksOf[spec.family]))
    }
  })

  it('refuse rows that are not their images', () => {
    const spec = cases.find(({ name }) => name.startsWith('convolutional'))!.model
    expect(() => buildGenerativeModel(spec, 31)).toThrow('31 numbers are no image of 1 × 5 × 6')
  })
})

describe('a step of several turns', () => {
  it('takes in each turn what the turns before have made of other networks as it is', async () => {
    // Wide enough for weights to be carried alone, and a rate at which the discriminator's own step would be felt.
    const spec = { ...articleGan(4), generator: [520], discriminator: [520, 40] }
    const rate = { optimizer: { kind: 'sgd' }, learningRate: 0.5, weightDecay: 0, gradientClip: null } as const
    const networks = { generator: rate, discriminator: rate }
    const [inputs, batchSize] = [40, 8]
    const features = Float32Array.from({ length: inputs * batchSize }, (_, at) => Math.sin(at * at))
    const none = new Uint32Array(0)
    const table = { rows: batchSize, inputs, features, split: { train: none, validation: none, test: none } }
    const whole = buildGenerativeModel(spec, inputs)
    const weights = initialWeights(partsOf(whole), 1)

    /** The weights that some turns of a step make of others, with these random keys. */
    async function after(turns: GenerativeModel['turns'], from: NamedTensors, keys: readonly number[]) {
      const model = { ...whole, turns }
      const optimizerOf = (name: NetworkName) => networkOptimizer({ networks }, name)
      const loop = compileGenerativeLoop({ model, inputs, batchSize, optimizerOf })
      const session = await createGenerativeLoopSession(loop, table, 1)
      const { state } = await session.run({
        state: packState([...loop.weights, ...loop.slots], from),
        steps: 1,
        order: Uint32Array.from({ length: batchSize }, (_, row) => row),
        coefficients: new Float32Array(turns.length).fill(rate.learningRate),
        keys: Uint32Array.from(keys),
      })
      await session.release()
      return unpackState(loop.weights, state)
    }

    const [discriminate, generate] = whole.turns as [Turn, Turn]
    const apart = await after([generate], await after([discriminate], weights, [5]), [6])
    for (const [name, { data }] of await after([discriminate, generate], weights, [5, 6]))
      expectAllClose(data, apart.get(name)!.data, { relative: 1e-5, absolute: 1e-7 }, name)
  })

  it('compiles for the networks of the article, whose weights are updated in blocks', () => {
    const model = buildGenerativeModel(articleGan(100), 784)
    const optimizer = {
      optimizer: { kind: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
      learningRate: 1e-3,
      weightDecay: 0,
      gradientClip: null,
    } as const
    const networks = { generator: optimizer, discriminator: optimizer }
    const loop = compileGenerativeLoop({
      model,
      inputs: 784,
      batchSize: 8,
      optimizerOf: (name) => networkOptimizer({ networks }, name),
    })
    expect(loop.losses).toEqual(['discriminator', 'generator'])
    expect(loop.keysPerStep).toBe(2)
  })
})
