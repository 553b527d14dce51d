import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { dcgan } from '../../../../compute/models/dcgan.ts'
import { generativeLayerTables, layerTable } from '../../../../compute/models/layer-table.ts'
import { parameterCount } from '../../../../compute/models/weights.ts'
import { articleGan, articleVae } from '../../../../compute/spec/article-models.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import { plainBert } from '../../../support/plain-models.ts'

const mlp: ModelSpec = { family: 'mlp', hidden: [64, 32], activation: 'relu', normalization: 'none', dropout: 0.1 }
const lstm: ModelSpec = {
  family: 'lstm',
  cell: 'lstm',
  sequence: { steps: 10, features: 4, lengths: 'fixed' },
  tokens: null,
  embedding: 1,
  hidden: 16,
  layers: 1,
  bidirectional: false,
  pooling: 'last',
  dropout: 0,
}
const bert: ModelSpec = {
  ...plainBert,
  tokens: { length: 16, vocabulary: 100 },
  width: 32,
  heads: 4,
  layers: 2,
  feedForward: 64,
  positions: 32,
}

describe('the table of a model’s layers', () => {
  it('gives each layer with its output, its weights and its products', () => {
    expect(layerTable(mlp, 15, 3)).toEqual([
      // The products, an addition of the bias each being part of them, and the ReLU.
      expect.objectContaining({ name: 'layers.0', parts: ['linear', 'activation'], shape: [64], parameters: 1024 }),
      expect.objectContaining({ name: 'layers.3', parts: ['linear', 'activation'], shape: [32], parameters: 2080 }),
      { name: 'layers.6', parts: ['linear'], shape: [3], parameters: 99, multiplications: 96, flops: 192, bytes: 12 },
    ])
    expect(layerTable(mlp, 15, 3)[0]?.multiplications).toBe(15 * 64 + 64)
    // An addition for each product, and none for the ReLU.
    expect(layerTable(mlp, 15, 3)[0]?.flops).toBe(2 * 15 * 64 + 64)
  })

  it('counts a recurrence once for each step', () => {
    const [layer] = layerTable(lstm, 40, 3)
    const products = 10 * 4 * 16 * (4 + 16)
    expect(layer?.parts).toContain('recurrence')
    expect(layer?.multiplications).toBeGreaterThan(products)
    expect(layer?.multiplications).toBeLessThan(products * 1.5)
  })

  it.each([
    ['mlp', mlp, 15],
    ['lstm', lstm, 40],
    ['bert', bert, 16],
  ] as const)('leaves no weight of %s out', (_, spec, inputs) => {
    const rows = layerTable(spec, inputs, 3)
    expect(rows.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(parameterCount(spec, inputs, 3))
    const named = new Set(rows.map(({ name }) => name))
    for (const { name } of buildModel(spec, inputs, 3).parameters) expect(named).toContain(name.replace(/\.[^.]*$/, ''))
  })
})

describe('the tables of a generative model’s layers', () => {
  const shapesOf = (layers: readonly { name: string; shape: readonly number[]; parameters: number }[]) =>
    layers.map(({ name, shape, parameters }) => [name, shape, parameters])

  it('are of both networks of a GAN', () => {
    const [generator, discriminator] = generativeLayerTables(articleGan(100), 784)
    expect(generator).toMatchObject({ way: 'generator' })
    expect(shapesOf(generator!.layers)).toEqual([
      ['generator.model.0', [256], 100 * 256 + 256],
      ['generator.model.2', [512], 256 * 512 + 512],
      ['generator.model.4', [1024], 512 * 1024 + 1024],
      ['generator.model.6', [784], 1024 * 784 + 784],
    ])
    expect(discriminator).toMatchObject({ way: 'discriminator' })
    expect(discriminator!.layers.map(({ parts }) => parts)).toContainEqual(['linear', 'activation'])
    expect(discriminator!.layers.at(-1)).toMatchObject({ shape: [1], parameters: 257 })
  })

  it('count what a transposed convolution multiplies, with images as their shapes', () => {
    const [generator] = generativeLayerTables(dcgan({ channels: 1, height: 8, width: 8 }, 16, 32), 64)
    const last = generator!.layers.at(-1)!
    expect(last.parts).toContain('transposed-convolution')
    // Each of 32 × 4 × 4 numbers meets a window of 4 × 4, and the tanh each of 64.
    expect(last.multiplications).toBe(32 * 16 * 16 + 64)
    expect(generator!.layers[0]).toMatchObject({ shape: [32, 4, 4], parameters: 16 * 32 * 16 })
  })

  it('are of the way in and the way out of a VAE, and leave no weight out', () => {
    const tables = generativeLayerTables(articleVae(400, 20), 784)
    expect(tables.map(({ way, layers }) => [way, layers.map(({ name }) => name)])).toEqual([
      ['encoder', ['encoder.0', 'encoder.2', 'fc_mu', 'fc_logvar']],
      ['decoder', ['decoder.0', 'decoder.2']],
    ])
    const all = tables.flatMap(({ layers }) => layers).reduce((sum, { parameters }) => sum + parameters, 0)
    expect(all).toBe(784 * 400 + 400 + 400 * 400 + 400 + 2 * (400 * 20 + 20) + 20 * 400 + 400 + 400 * 784 + 784)
  })
})
