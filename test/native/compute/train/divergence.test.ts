import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights } from '../../../../compute/models/weights.ts'
import { firstLayerApart } from '../../../../compute/train/divergence.ts'
import { toyModel, toyTable } from '../../../support/toy-run.ts'

const table = toyTable(100, 6)
const model = buildModel({ ...toyModel, hidden: [8, 8], normalization: 'none', dropout: 0, activation: 'relu' }, 6, 3)

/** The model's first weights, with one number of a tensor set. */
function weightsWith(name: string, value: number) {
  const weights = initialWeights(model, 1)
  weights.get(name)!.data.fill(value)
  return weights
}

describe('the layer where numbers come apart', () => {
  it('is none while all are finite', async () => {
    expect(await firstLayerApart(model, initialWeights(model, 1), table)).toBeNull()
  })

  it.each(['layers.0.weight', 'layers.2.bias', 'layers.4.weight'])(
    'is that of %s where it is no number',
    async (name) => {
      expect(await firstLayerApart(model, weightsWith(name, NaN), table)).toBe(name.replace(/\.\w+$/, ''))
    },
  )

  it('is the first whose outputs overflow, though all weights are finite', async () => {
    const weights = weightsWith('layers.0.bias', 1e30)
    weights.get('layers.2.weight')!.data.fill(3e30)
    expect(await firstLayerApart(model, weights, table)).toBe('layers.2')
  })
})
