import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { layerTable } from '../../../../compute/models/layer-table.ts'
import { parameterCount } from '../../../../compute/models/weights.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'

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
  family: 'bert',
  tokens: { length: 16, vocabulary: 100 },
  width: 32,
  heads: 4,
  layers: 2,
  feedForward: 64,
  positions: 32,
  segments: 2,
  pairs: false,
  head: 'text',
  activation: 'gelu',
  epsilon: 1e-12,
  pooling: 'first-token',
  dropout: 0.1,
}

describe('the table of a model’s layers', () => {
  it('gives each layer with its output, its weights and its products', () => {
    expect(layerTable(mlp, 15, 3)).toEqual([
      // The products, an addition of the bias each being part of them, and the ReLU.
      expect.objectContaining({ name: 'layers.0', parts: ['linear', 'activation'], shape: [64], parameters: 1024 }),
      expect.objectContaining({ name: 'layers.3', parts: ['linear', 'activation'], shape: [32], parameters: 2080 }),
      { name: 'layers.6', parts: ['linear'], shape: [3], parameters: 99, multiplications: 96, bytes: 12 },
    ])
    expect(layerTable(mlp, 15, 3)[0]?.multiplications).toBe(15 * 64 + 64)
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
