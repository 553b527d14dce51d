import { describe, expect, it } from 'vitest'
import { fuzzEntry } from '../../../support/fuzz/fuzz-entry.ts'
import { fuzzEntryNames } from '../../../support/fuzz/fuzz-entries.ts'

/** Another seed each day; it is told with what went wrong, and `npm run fuzz -- --seed` takes it. */
const seed = Math.floor(Date.now() / 86_400_000)

describe('the parsers of files from outside', () => {
  it.each(fuzzEntryNames)(
    'answer for files that were changed anywhere: no crash, no hang over 5 s, no memory over 1.5 GB: %s',
    async (entry) => {
      const { faults, inputs, memoryMb } = await fuzzEntry({ entry, seed, inputs: 100_000, seconds: 3 })
      expect(faults, `seed ${seed}`).toEqual([])
      expect(inputs).toBeGreaterThan(20)
      expect(memoryMb).toBeLessThan(1536)
    },
    120_000,
  )
})
