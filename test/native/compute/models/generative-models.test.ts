/** The generative families against PyTorch: names, samples, and the course of whole trainings. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as op from '../../../../compute/graph/ops.ts'
import { int64s, tensor } from '../../../../compute/graph/tensor.ts'
import { constant, inputValue } from '../../../../compute/graph/value.ts'
import { dcgan } from '../../../../compute/models/dcgan.ts'
import { buildGenerativeModel, partsOf } from '../../../../compute/models/generative-families.ts'
import type { GenerativeModel, Turn } from '../../../../compute/models/generative-model.ts'
import { contextOf, initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import { standardNormal } from '../../../../compute/nn/noise.ts'
import { articleGan, articleVae } from '../../../../compute/spec/article-models.ts'
import {
  generativeModelSchema,
  type NetworkName,
  networksOf,
  waysOf,
  type GanSpec,
} from '../../../../compute/spec/generative-model.ts'
import {
  generativeTrainingSchema,
  networkDefaults,
  type NetworkTraining,
} from '../../../../compute/spec/generative-training.ts'
import { compileGenerativeLoop } from '../../../../compute/train/generative-loop.ts'
import { createGenerativeLoopSession } from '../../../../compute/train/generative-loop-session.ts'
import { classOfSample } from '../../../../compute/train/generative-inference.ts'
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
  labels: z.array(z.number()).optional(),
  averaged: weightsSchema.optional(),
})
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)
const named = cases.map((each): [string, Case] => [each.name, each])

const shapesOf = (tensors: Iterable<{ readonly name: string; readonly shape: readonly number[] }>) =>
  Object.fromEntries(Array.from(tensors, ({ name, shape }) => [name, shape]))

describe('generative models', () => {
  it.each(named)('take the course of PyTorch for 100 steps: %s', async (_, each) => {
    const { losses, weights, averaged } = await generateRecorded(each, recorded.batchSize, recorded.noiseSeed)
    expect(Object.keys(losses).sort()).toEqual(Object.keys(each.losses).sort())
    for (const [name, values] of Object.entries(each.losses)) {
      expect(values).toHaveLength(100)
      expectAllClose(losses[name]!, values, { relative: 1e-3, absolute: 1e-6 }, name)
    }
    for (const [name, { data }] of each.trained)
      expectAllClose(weights.get(name)!.data, data, { relative: 1e-2, absolute: 1e-3 }, name)
    for (const [name, { data }] of each.averaged ?? [])
      expectAllClose(averaged.get(name)!.data, data, { relative: 1e-2, absolute: 1e-3 }, `average of ${name}`)
  })

  it.each(named)(
    "make PyTorch's samples of the same noise: %s",
    async (_, { model: spec, features, trained, samples }) => {
      const model = buildGenerativeModel(spec, features.shape[1] ?? 0)
      const rows = inputValue('rows', 'float32', [6, 1])
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
      const { classes } = model
      const asked = Array.from({ length: 6 }, (_, sample) => classOfSample(sample, classes ?? 1))
      const condition = classes === null ? null : op.oneHot(constant(int64s(asked)), classes)
      const made = await runGraph([rows], { made: model.sample(noise, condition, context) }, feeds)
      expectAllClose(numbersOf(made['made']), samples.data, { relative: 1e-4, absolute: 2e-5 }, 'samples')
    },
  )

  it('of the article have the state_dict of its PyTorch classes, name by name', () => {
    const image = { channels: 3, height: 64, width: 64 }
    const presets = [
      ['vae', articleVae(400, 20), 784],
      ['gan', articleGan(100), 784],
      ['dcgan', dcgan(image, 100, 64), 3 * 64 * 64],
    ] as const
    for (const [name, spec, inputs] of presets) {
      const { parameters, buffers } = partsOf(buildGenerativeModel(generativeModelSchema.parse(spec), inputs))
      expect(shapesOf([...parameters, ...buffers])).toEqual(recorded.articleShapes[name])
    }
  })

  it('consist of the networks that the table of families says', () => {
    for (const spec of [articleVae(8, 2), articleGan(2)]) {
      const { networks, turns, ways } = buildGenerativeModel(spec, 9)
      expect(ways.map(({ name }) => name)).toEqual(waysOf[spec.family])
      expect(networks.map(({ name }) => name)).toEqual(networksOf[spec.family])
      expect(new Set(turns.map(({ network }) => network))).toEqual(new Set(networksOf[spec.family]))
    }
  })

  it('refuse rows that are not their images', () => {
    const spec = cases.find(({ name }) => name.startsWith('convolutional'))!.model
    expect(() => buildGenerativeModel(spec, 31)).toThrow('31 numbers are no image of 1 × 5 × 6')
  })
})

const plain = { weightDecay: 0, gradientClip: null, ...networkDefaults } as const

describe('a step of several turns', () => {
  it('takes in each turn what the turns before have made of other networks as it is', async () => {
    // Wide enough for weights to be carried alone, and a rate at which the discriminator's own step would be felt.
    const spec: GanSpec = { ...articleGan(4), design: { kind: 'dense', generator: [520], discriminator: [520, 40] } }
    const rate: NetworkTraining = { ...plain, optimizer: { kind: 'sgd' }, learningRate: 0.5 }
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
    const optimizer: NetworkTraining = {
      ...plain,
      optimizer: { kind: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
      learningRate: 1e-3,
    }
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
