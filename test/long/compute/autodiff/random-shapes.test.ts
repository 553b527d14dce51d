/** Gradients over very many random shapes, other ones each day. */
import { describe, it } from 'vitest'
import { randomGraphNames, randomGraphs } from '../../../support/random-graphs.ts'

describe('gradients over thousands of random shapes', () => {
  // Where one fails, its seed and what was drawn are told.
  const seed = Math.floor(Date.now() / 86_400_000)
  it.each(randomGraphNames)('are what differences say: %s', async (name) => {
    await randomGraphs[name](1000, seed)
  })
})
