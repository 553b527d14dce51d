import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights } from '../../../../compute/models/weights.ts'
import { firstLayerApart } from '../../../../compute/train/divergence.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { toyModel, toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'

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

  it('names the layer where gradients overflow on the way back, though all that the layers give is finite', async () => {
    const plain = { normalization: 'none', dropout: 0, activation: 'relu' } as const
    const model = { ...toyModel, ...plain, hidden: [8, 8, 8] }
    const data = toyTable(288, 6)
    const startFrom = initialWeights(buildModel(model, data.inputs, data.outputs), 1)
    // Going forward 1e-20 · 1e20 · 1e25 is within float32's range; going back 1e25 · 1e20 is not, and comes to layers.2 first.
    for (const [layer, value] of [
      ['layers.2', 1e-20],
      ['layers.4', 1e20],
      ['layers.6', 1e25],
    ] as const) {
      startFrom.get(`${layer}.weight`)!.data.fill(value)
      startFrom.get(`${layer}.bias`)!.data.fill(0)
    }
    startFrom.get('layers.6.weight')!.data.fill(-1e25, 8)
    const training = { ...toyTraining, gradientClip: null }
    await expect(trainRun(toyRun({ model, data, training, startFrom }))).rejects.toMatchObject({
      code: 'training-diverged',
      params: { epoch: 1, step: 1, layer: 'layers.2', context: 'gradient' },
    })
  })
})
