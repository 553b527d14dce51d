import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights, parameterCount } from '../../../../compute/models/weights.ts'
import { GraphError } from '../../../../compute/graph/shape.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import type { MlpSpec } from '../../../../compute/spec/model.ts'

const spec: MlpSpec = { family: 'mlp', hidden: [64, 32], activation: 'relu', normalization: 'batch', dropout: 0.1 }

describe('an MLP', () => {
  it('names its parameters as a torch.nn.Sequential of its modules does', () => {
    const names = [...initialWeights(buildModel(spec, 10, 3), 1).keys()]
    expect(names).toEqual([
      ...['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias'],
      ...['layers.4.weight', 'layers.4.bias', 'layers.5.weight', 'layers.5.bias'],
      ...['layers.8.weight', 'layers.8.bias'],
      ...['layers.1.running_mean', 'layers.1.running_var', 'layers.5.running_mean', 'layers.5.running_var'],
    ])
  })

  it('without hidden layers is a linear model', () => {
    const names = buildModel({ ...spec, hidden: [] }, 10, 3).parameters.map(({ name }) => name)
    expect(names).toEqual(['layers.0.weight', 'layers.0.bias'])
  })

  it('counts what it learns, running statistics left out', () => {
    expect(parameterCount(spec, 10, 3)).toBe(10 * 64 + 64 + 64 + 64 + 64 * 32 + 32 + 32 + 32 + 32 * 3 + 3)
  })
})

describe('initial weights', () => {
  const weights = initialWeights(buildModel({ ...spec, hidden: [400] }, 100, 3), 7)
  const dense = weights.get('layers.0.weight')!.data

  it('of a dense layer are uniform within ±1/√inputs, as PyTorch’s are', () => {
    const mean = dense.reduce((sum, value) => sum + value, 0) / dense.length
    const variance = dense.reduce((sum, value) => sum + (value - mean) ** 2, 0) / dense.length
    expect(Math.max(...dense.map(Math.abs))).toBeLessThanOrEqual(0.1)
    expect(Math.max(...dense)).toBeGreaterThan(0.0995)
    expect(Math.abs(mean)).toBeLessThan((5 * 0.1) / Math.sqrt(3 * dense.length))
    expect(variance).toBeCloseTo(0.1 ** 2 / 3, 4)
    const bias = weights.get('layers.0.bias')!.data
    expect(Math.max(...bias.map(Math.abs))).toBeLessThanOrEqual(0.1)
    expect(Math.max(...bias)).toBeGreaterThan(0.09)
  })

  it('of normalisation are ones and zeros', () => {
    expect(new Set(weights.get('layers.1.weight')!.data)).toEqual(new Set([1]))
    expect(new Set(weights.get('layers.1.bias')!.data)).toEqual(new Set([0]))
    expect(new Set(weights.get('layers.1.running_var')!.data)).toEqual(new Set([1]))
  })

  it('are the same for the same seed, and differ between seeds and between layers', () => {
    const build = (seed: number) =>
      initialWeights(buildModel({ ...spec, hidden: [20, 20, 20], normalization: 'none' }, 20, 3), seed)
    expect(build(7)).toEqual(build(7))
    const same = build(7)
    expect(build(8).get('layers.0.weight')).not.toEqual(same.get('layers.0.weight'))
    expect(same.get('layers.3.weight')).not.toEqual(same.get('layers.6.weight'))
  })
})

describe('a forward pass', () => {
  it('refuses weights that are missing or of another shape', () => {
    const x = inputValue('x', 'float32', ['rows', 10])
    const model = { model: spec, inputs: 10, outputs: 3, weights: initialWeights(buildModel(spec, 10, 3), 1) }
    expect(buildForward(model, x).shape).toEqual(['rows', 3])
    const without = new Map([...model.weights].slice(1))
    expect(() => buildForward({ ...model, weights: without }, x)).toThrow(GraphError)
    const misshapen = new Map([
      ...model.weights,
      ['layers.0.bias', { shape: [63], data: new Float32Array(63) }] as const,
    ])
    expect(() => buildForward({ ...model, weights: misshapen }, x)).toThrow(/layers.0.bias of shape \[64\]/)
  })
})
