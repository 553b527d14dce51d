/** Gradients over shapes and settings drawn at random, against differences; PyTorch's values for some are in op-gradients.test.ts. */
import { describe, it } from 'vitest'
import { randomGraphNames, randomGraphs } from '../../../support/random-graphs.ts'

describe('gradients over random shapes', () => {
  it.each(randomGraphNames)('are what differences say: %s', async (name) => {
    await randomGraphs[name](20, 20_261_127)
  })
})
