import { describe, expect, it } from 'vitest'
import { inputValue } from '../../../../compute/graph/value.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights } from '../../../../compute/models/weights.ts'
import { articleTransformer } from '../../../../compute/spec/article-models.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import { rowsAtOnce } from '../../../../compute/train/rows-at-once.ts'

function rowsFor(model: ModelSpec, inputs: number): number {
  const weights = initialWeights(buildModel(model, inputs, 3), 1)
  return rowsAtOnce(buildForward({ model, inputs, outputs: 3, weights }, inputValue('x', 'float32', ['rows', inputs])))
}

describe('rows that go through a model at once', () => {
  it('are 4,096 for a model that is not wide, however large its weights', () => {
    const plain = { family: 'mlp', activation: 'relu', normalization: 'none', dropout: 0 } as const
    expect(rowsFor({ ...plain, hidden: [16, 8] }, 4)).toBe(4096)
    expect(rowsFor({ ...plain, hidden: [2048, 2048] }, 4)).toBe(4096)
  })

  it('are so many that the widest result for all steps of a sequence takes 32 MB', () => {
    expect(rowsFor(articleTransformer(64, 128, 4, 1), 64 * 128)).toBe(2 ** 23 / (64 * 2048))
    expect(rowsFor({ ...articleTransformer(512, 8, 8, 1), feedForward: 8 }, 512 * 8)).toBe(2 ** 23 / (8 * 512 * 512))
  })
})
