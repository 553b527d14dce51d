/** A dataset that is much larger than the memory it trains in. */
import { execFile } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../native/database/database-fixtures.ts'

const run = promisify(execFile)
const pictureBytes = 3 * 64 * 64
const pictures = Math.ceil(5e9 / pictureBytes)
/** Seconds to train for: long enough for a few hundred calls. */
const seconds = 40

interface Measured {
  readonly peakMegabytes: number
  readonly waitedShare: number
  readonly steps: number
  readonly validationLoss: number
  readonly predicted: number
}

/** Noise, which takes its whole length on the disk. */
async function writeNoise(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    const block = Buffer.alloc(pictureBytes * 4096)
    for (let left = pictures; left > 0; left -= 4096) {
      randomFillSync(block)
      await file.write(block, 0, Math.min(left, 4096) * pictureBytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

describe('5 GB of pictures', () => {
  it('train in less than 1.5 GB, from the fitting to the evaluation, and are hardly waited for', async () => {
    using folder = temporaryFolder('large')
    const path = join(folder.path, 'noise.pixels')
    await writeNoise(path)
    const child = join(import.meta.dirname, '../../../support/large-data-child.ts')
    const args = ['--import', 'tsx', child, path, String(pictures), String(seconds)]
    const { stdout } = await run(process.execPath, args)
    console.log(stdout.trim())
    const measured = JSON.parse(stdout) as Measured
    expect(measured.steps).toBeGreaterThan(20)
    expect(measured.predicted).toBe(2000)
    expect(Number.isFinite(measured.validationLoss)).toBe(true)
    expect(measured.peakMegabytes).toBeLessThan(1500)
    expect(measured.waitedShare).toBeLessThan(0.05)
  })
})
