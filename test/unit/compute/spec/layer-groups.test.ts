/** Layers in the groups that a person freezes, slows down or keeps from decaying. */
import { describe, expect, it } from 'vitest'
import type { LayerRow } from '../../../../compute/spec/layer-row.ts'
import {
  groupLayers,
  groupOfLayer,
  neverDecays,
  rateFactorOf,
  withFactor,
  withLayer,
} from '../../../../compute/spec/layer-groups.ts'

const row = (name: string, parameters: number): LayerRow => ({
  ...{ name, parts: ['linear'], shape: [parameters], parameters },
  ...{ multiplications: 2 * parameters, flops: 4 * parameters, bytes: 8 },
})

describe('layers', () => {
  it('stand in the blocks that are repeated, and by themselves where nothing is', () => {
    expect(
      ['layers.0', 'features.4', 'rnn', 'fc', 'layer1.0.conv1', 'transformer_encoder.layers.1.self_attn'].map(
        groupOfLayer,
      ),
    ).toEqual(['layers.0', 'features.4', 'rnn', 'fc', 'layer1.0', 'transformer_encoder.layers.1'])
    expect(
      ['bert.embeddings.LayerNorm', 'bert.encoder.layer.11.output.dense', 'bert.pooler.dense', 'classifier'].map(
        groupOfLayer,
      ),
    ).toEqual(['bert.embeddings', 'bert.encoder.layer.11', 'bert.pooler.dense', 'classifier'])
  })

  it('are added up in their group, which gives what its last one gives', () => {
    const [first, second] = groupLayers([row('layer1.0.conv1', 3), row('layer1.0.conv2', 5), row('fc', 7)])
    expect(first).toEqual({
      ...{ name: 'layer1.0', parts: ['linear'], shape: [5], parameters: 8 },
      ...{ multiplications: 16, flops: 32, bytes: 16 },
    })
    expect(second).toEqual(row('fc', 7))
  })
})

describe('weight decay', () => {
  it('leaves tables of vectors and normalisation alone in any case', () => {
    expect(neverDecays({ parts: ['embedding'] })).toBe(true)
    expect(neverDecays({ parts: ['normalization', 'activation'] })).toBe(true)
    expect(neverDecays({ parts: ['embedding', 'linear'] })).toBe(false)
    expect(neverDecays({ parts: ['recurrence'] })).toBe(false)
  })
})

describe('a choice among layers', () => {
  const names = [
    'bert.embeddings',
    'bert.encoder.layer.0',
    'bert.encoder.layer.1',
    'bert.encoder.layer.10',
    'classifier',
  ]

  it('takes a layer in and out, and names those one by one that were named together', () => {
    expect(withLayer(names, [], 'bert.encoder.layer.1', true)).toEqual(['bert.encoder.layer.1'])
    expect(withLayer(names, ['bert.encoder'], 'bert.encoder.layer.0', false)).toEqual([
      'bert.encoder.layer.1',
      'bert.encoder.layer.10',
    ])
    // What isn't there any more is forgotten.
    expect(withLayer(names, ['layers.7', 'classifier'], '', false)).toEqual(['classifier'])
  })

  it('has a rate for each layer, of which 1 isn’t written', () => {
    const factors = [
      { prefix: 'bert', factor: 0.5 },
      { prefix: 'classifier', factor: 10 },
    ]
    expect(rateFactorOf('bert.encoder.layer.1', factors)).toBe(0.5)
    expect(rateFactorOf('bertha', factors)).toBe(1)
    expect(withFactor(['bert.embeddings', 'classifier'], factors, 'bert.embeddings', 1)).toEqual([factors[1]])
    expect(withFactor(['bert.embeddings', 'classifier'], factors, 'classifier', 1)).toEqual([
      { prefix: 'bert.embeddings', factor: 0.5 },
    ])
  })
})
