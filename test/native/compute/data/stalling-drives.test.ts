/** Drives that don't answer, stood in for by pipes that nobody writes into: reading one waits for ever. */
import { execFileSync } from 'node:child_process'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { importRecordings } from '../../../../compute/data/audio/import-recordings.ts'
import { readWhole } from '../../../../compute/data/files/found-files.ts'
import { openSource, readChunks } from '../../../../compute/data/source/source-file.ts'
import { patience, withinTime } from '../../../../compute/data/source/within-time.ts'
import { writeWav } from '../../../../compute/data/audio/wav.ts'
import { temporaryFolder } from '../../database/database-fixtures.ts'

/** Makes a pipe in place of a file, and lets go of whoever waits for it in the end. */
async function stalled(path: string): Promise<AsyncDisposable> {
  await rm(path, { force: true })
  execFileSync('mkfifo', [path])
  return {
    async [Symbol.asyncDispose]() {
      // Opened for both, it waits for nobody.
      const file = await open(path, 'r+')
      await file.write('x')
      await file.close()
    },
  }
}

// Windows has no such pipes in its folders.
describe.skipIf(process.platform === 'win32')('a drive that stalls', () => {
  it('is told of by name once it has not answered for half a minute', async () => {
    using folder = temporaryFolder('stalled')
    const path = join(folder.path, 'away.wav')
    await using drive = await stalled(path)
    expect(drive).toBeDefined()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const reading = readWhole(path, 10)
      const expected = expect(reading).rejects.toMatchObject({
        code: 'source-not-answering',
        params: { file: 'away.wav', path, seconds: 30 },
      })
      vi.advanceTimersByTime(patience + 1)
      await expected
    } finally {
      vi.useRealTimers()
    }
  })

  it('is left at once when the import is cancelled', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    const names = Array.from({ length: 30 }, (_, at) => `${String(at).padStart(2, '0')}.wav`)
    for (const [at, name] of names.entries())
      await writeFile(join(source.path, name), writeWav(new Float32Array(800).fill(0.01 * at), 8000))
    const stopping = new AbortController()
    let drive: Promise<AsyncDisposable> | null = null
    const importing = importRecordings({ path: source.path }, project.path, {
      signal: stopping.signal,
      onProgress() {
        drive ??= stalled(join(source.path, names.at(-1)!))
      },
    })
    setTimeout(() => stopping.abort(), 1500)
    const began = performance.now()
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - began).toBeLessThan(4000)
    await (await drive!)[Symbol.asyncDispose]()
  })

  it('is left at once in the middle of a file, too', async () => {
    using folder = temporaryFolder('stalled')
    const path = join(folder.path, 'table.csv')
    await writeFile(path, 'a,b\n1,2\n')
    const source = await openSource(path)
    await rename(path, `${path}.away`)
    await using drive = await stalled(path)
    expect(drive).toBeDefined()
    const stopping = new AbortController()
    const reading = readChunks(source, stopping.signal).next()
    setTimeout(() => stopping.abort(), 200)
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('that answers in time is not told from any other', async () => {
    await expect(withinTime('x', Promise.resolve(5))).resolves.toBe(5)
    await expect(withinTime('x', Promise.reject(new Error('its own')))).rejects.toThrow('its own')
    await expect(withinTime('x', Promise.resolve(5), { signal: AbortSignal.abort() })).resolves.toBe(5)
  })
})
