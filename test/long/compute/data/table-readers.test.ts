import { describe, expect, it } from 'vitest'
import { fuzzTables } from '../../../support/fuzz-tables.ts'

describe('the readers of tables', () => {
  it('answer for files that were changed anywhere: no crash, no hang over 5 s, no memory over 1.5 GB', async () => {
    // Another seed each day; it is told with what went wrong, and `npm run fuzz -- --seed` takes it.
    const seed = Math.floor(Date.now() / 86_400_000)
    const { faults, inputs, memoryMb, slowestMs } = await fuzzTables({ seed, inputs: 100_000, seconds: 60 })
    console.log(`seed ${seed}: ${inputs} inputs, ${Math.round(memoryMb)} MB, slowest ${Math.round(slowestMs)} ms`)
    expect(faults, `seed ${seed}`).toEqual([])
    expect(inputs).toBeGreaterThan(500)
    expect(memoryMb).toBeLessThan(1536)
    expect(slowestMs).toBeLessThan(5000)
  }, 180_000)
})
