/** Looks into the networks of generative models: the gradients are those that a step of the training moves them by. */
import { describe, expect, it } from 'vitest'
import { inspectGenerator } from '../../../../compute/evaluate/inspect-generator.ts'
import { layerOf } from '../../../../compute/models/node-layers.ts'
import { networksOf } from '../../../../compute/spec/generative-model.ts'
import { firstCounters } from '../../../../compute/train/generative-plan.ts'
import { createGenerativeSession } from '../../../../compute/train/generative-session.ts'
import { adam, toyGeneration, toyGenerativeRun, toyModels, type ToyName } from '../../../support/generative-toys.ts'

describe.each(Object.keys(toyModels) as ToyName[])('a look into a %s', (name) => {
  it('shows each network with weights, activations and gradients of every layer', async () => {
    const model = toyModels[name]
    const { data: table, training } = toyGenerativeRun(model)
    const session = await createGenerativeSession(model, training, table)
    const weights = session.weightsOf(session.initialState())
    await session.release()
    const rows = table.split.train
    const seen = await inspectGenerator({
      trained: { model, inputs: table.inputs, weights },
      table,
      rows,
      seed: 11,
      threads: 1,
    })
    expect([...seen.keys()].sort()).toEqual([...networksOf[model.family]].sort())
    const layers = [...seen.values()].flatMap((network) => network.layers)
    const names = [...weights.keys()].filter((parameter) => !parameter.includes('running_'))
    expect(new Set(layers.map((layer) => layer.name))).toEqual(new Set(names.map(layerOf)))
    for (const layer of layers) {
      expect(layer.weights?.norm, layer.name).toBeGreaterThan(0)
      expect(layer.activations?.norm, layer.name).toBeGreaterThan(0)
      expect(layer.gradients?.norm, layer.name).toBeGreaterThan(0)
    }
  })
})

describe('the gradients in a look into a network', () => {
  it.each(['dense VAE', 'non-saturating GAN', 'Wasserstein GAN with gradient penalty'] as const)(
    'are what plain gradient descent moves it by in its first step: %s',
    async (name) => {
      const model = {
        ...toyModels[name],
        ...('discriminatorSteps' in toyModels[name] ? { discriminatorSteps: 1 } : {}),
      }
      const { data: table, training } = toyGenerativeRun(model)
      const descent = { ...adam, optimizer: { kind: 'sgd' }, learningRate: 1e-2 } as const
      // The generator's turn comes second: it is to meet the discriminator that is looked at.
      const still = { ...descent, learningRate: 1e-30 }
      const moving = networksOf[model.family].at(-1)!
      const session = await createGenerativeSession(
        model,
        {
          ...toyGeneration(model),
          schedule: { kind: 'constant', warmupEpochs: 0 },
          batchSize: 64,
          networks: { autoencoder: descent, generator: descent, discriminator: still },
          seed: training.seed,
        },
        table,
      )
      const state = { counters: firstCounters, carried: session.initialState() }
      const before = new Map([...session.weightsOf(state.carried)].map(([key, { data }]) => [key, data.slice()]))
      const weights = session.weightsOf(session.initialState())
      const [after, { feeds }] = [await session.advance(state, 1), await session.program(1)]
      const moved = session.weightsOf(after.state)
      const order = feeds['order']!.data as BigInt64Array
      const rows = Uint32Array.from(order, Number)
      const trained = { model, inputs: table.inputs, weights }
      const seen = await inspectGenerator({ trained, table, rows, seed: training.seed, threads: 1 })
      await session.release()
      for (const { name: layer, gradients } of seen.get(moving)!.layers) {
        const own = [...before].filter(([key]) => layerOf(key) === layer)
        const squares = own.flatMap(([key, data]) =>
          Array.from(moved.get(key)!.data, (value, at) => (value - data[at]!) ** 2),
        )
        const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / descent.learningRate
        expect(Math.abs(norm / gradients!.norm - 1), layer).toBeLessThan(5e-3)
      }
    },
  )
})
