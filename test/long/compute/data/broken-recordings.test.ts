/** Recordings with something changed, thousands of them: each is decoded or refused, soon and within bounds. */
import { describe, expect, it } from 'vitest'
import { decodeRecording } from '../../../../compute/data/audio/decode-recording.ts'
import { mutated, numbersFrom } from '../../../support/fuzz/changed-bytes.ts'
import { recordings } from '../../../support/recordings.ts'

const [inputs, seed] = [10_000, 20_261]

describe('ten thousand changed recordings', () => {
  it('are decoded or refused, each within five seconds and all within 1.5 GB', { timeout: 900_000 }, async () => {
    let [read, refused, slowest] = [0, 0, 0]
    for (let input = 0; input < inputs; input++) {
      const { file } = recordings[input % recordings.length]!
      const changed = mutated(Buffer.from(file), numbersFrom(seed + input))
      const began = performance.now()
      await decodeRecording(changed).then(
        ({ channels }) => {
          read++
          expect(new Set(channels.map(({ length }) => length)).size).toBe(1)
        },
        (error: unknown) => {
          refused++
          expect(error).toBeInstanceOf(Error)
        },
      )
      slowest = Math.max(slowest, performance.now() - began)
    }
    expect(Math.min(read, refused)).toBeGreaterThan(inputs / 10)
    expect(slowest).toBeLessThan(5000)
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1536)
    // And what is whole is read as ever.
    for (const { file, samples } of recordings) {
      const { channels } = await decodeRecording(file)
      expect(channels.reduce((sum, { length }) => sum + length, 0)).toBe(samples.length)
    }
  })
})
