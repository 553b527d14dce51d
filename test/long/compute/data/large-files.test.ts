import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importTable } from '../../../../compute/data/import-table.ts'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import type { LargeImport } from '../../../support/large-import-child.ts'

const options = { signal: new AbortController().signal, onProgress: () => undefined }

describe('large files', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-large-'))
    await mkdir(join(folder, 'project'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Writes a file from pieces without holding it in memory. */
  async function write(name: string, pieces: Iterable<string>): Promise<string> {
    const path = join(folder, name)
    const file = createWriteStream(path)
    for (const piece of pieces) {
      if (!file.write(piece)) await new Promise<void>((resolve) => file.once('drain', () => resolve()))
    }
    await new Promise<void>((resolve) => file.end(() => resolve()))
    return path
  }

  const request = (path: string) => ({ path, dialect: {}, kinds: {}, skipBadRows: false })

  it('of a million rows and twenty columns come in whole, their first rows within a second', async () => {
    const path = await write('million.csv', plainRows(1_000_000))
    const started = performance.now()
    const inspection = await inspectTable(path, {})
    const inspectMs = performance.now() - started
    expect(inspection.rows).toHaveLength(200)
    expect(inspectMs).toBeLessThan(1000)
    expect(Math.abs(inspection.estimatedRows / 1e6 - 1)).toBeLessThan(0.05)
    const before = process.memoryUsage().rss
    const table = await importTable(request(path), join(folder, 'project'), options)
    const grown = (process.memoryUsage().rss - before) / 2 ** 20
    console.log(
      `inspected in ${inspectMs.toFixed()} ms, imported in ${table.importMs.toFixed()} ms, +${grown.toFixed()} MB`,
    )
    expect(table.profile.rows).toBe(1_000_000)
    expect(table.profile.columns[0]).toMatchObject({
      missing: 0,
      distinct: 1_000_000,
      numeric: { min: 0, max: 999_999, mean: 499_999.5 },
    })
    const reader = await openTable(join(folder, 'project', table.file))
    const pageStarted = performance.now()
    expect((await reader.page(900_000, 50))[0]?.[0]).toBe(900_000)
    console.log(`a page in ${(performance.now() - pageStarted).toFixed()} ms`)
    await reader.close()
  })

  it(
    'of 5 GB come in with less than 1 GB of memory, their first rows within a second',
    { timeout: 3_600_000 },
    async () => {
      const path = await write('five.csv', plainRows(Infinity, 5e9))
      const child = join(import.meta.dirname, '../../../support/large-import-child.ts')
      const args = ['--import', 'tsx', child, path, join(folder, 'project')]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      await rm(path)
      console.log(stdout.trim())
      const { firstRows, inspectMs, peakMegabytes, rows } = JSON.parse(stdout) as LargeImport
      expect(firstRows).toBe(200)
      expect(inspectMs).toBeLessThan(1000)
      expect(rows).toBeGreaterThan(25_000_000)
      expect(peakMegabytes).toBeLessThan(1024)
    },
  )

  it('of 2 GB on one line are refused at once', async () => {
    const piece = 'x'.repeat(1 << 24)
    const path = await write(
      'line.csv',
      (function* () {
        yield 'a,b\n1,2\n'
        for (let i = 0; i < 128; i++) yield piece
      })(),
    )
    const before = process.memoryUsage().rss
    const started = performance.now()
    await expect(importTable(request(path), join(folder, 'project'), options)).rejects.toMatchObject({
      code: 'line-too-long',
      params: { row: 3 },
    })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20)
  })

  it('of the most columns that are taken come in whole', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `f${i}`)
    const row = (r: number) => names.map((_, i) => ((r * 7919 + i * 104_729) % 1000) / 10).join(',')
    const path = await write(
      'wide.csv',
      (function* () {
        yield `${names.join(',')}\n`
        for (let r = 0; r < 300; r++) yield `${row(r)}\n`
      })(),
    )
    const table = await importTable(request(path), join(folder, 'project'), options)
    console.log(`2,000 columns imported in ${table.importMs.toFixed()} ms`)
    expect(table.profile.columns).toHaveLength(2000)
    expect(table.profile.columns[1999]).toMatchObject({ missing: 0, kind: 'number' })
  })

  it('with cells over several lines come in whole, wherever such cells begin', async () => {
    for (const first of [0, 120_000]) {
      const texts = Array.from({ length: 150_000 }, (_, i) =>
        i >= first && i % 3 === 0 ? `line ${i}\n1,"x",2\n,"" end of it` : `words and words for row ${i} of the table`,
      )
      const path = await write(
        `lines-${first}.csv`,
        (function* () {
          yield 'id,text\n'
          for (const [i, text] of texts.entries()) yield `${i},"${text.replaceAll('"', '""')}"\n`
        })(),
      )
      const table = await importTable(request(path), join(folder, 'project'), options)
      const reader = await openTable(join(folder, 'project', table.file))
      const column = (await reader.columns(['text'])).columns.get('text')
      await reader.close()
      if (column === undefined || column.kind === 'number') throw new Error('texts were expected')
      expect(texts.findIndex((text, i) => column.dictionary[column.codes[i]!] !== text)).toBe(-1)
    }
  })
})

/**
 * An id, twelve measurements with a missing one here and there, three counts, three categories and a date: so many rows, or as
 * many as make so many bytes.
 */
function* plainRows(rows: number, bytes = Infinity): Generator<string> {
  let written = 0
  yield `id,${Array.from({ length: 12 }, (_, i) => `x${i}`).join(',')},n0,n1,n2,c0,c1,day,y\n`
  let state = 12_345
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const days = Array.from({ length: 1000 }, (_, i) => new Date(1.5e12 + i * 864e5).toISOString().slice(0, 10))
  for (let start = 0; start < rows && written < bytes; start += 1000) {
    const lines: string[] = []
    for (let id = start; id < start + 1000; id++) {
      const measured = Array.from({ length: 12 }, (_, j) => {
        if (random() < 0.01) return ''
        return j < 6 ? (random() * 100).toFixed(3) : String(Math.round(random() * 1e6) / 1e6)
      })
      const counts = [random() * 1000, random() * 10, random() * 1e6].map(Math.trunc)
      const texts = [
        `group ${Math.trunc(random() * 5)}`,
        `k${Math.trunc(random() * 300)}`,
        days[Math.trunc(random() * 1000)],
      ]
      lines.push([id, ...measured, ...counts, ...texts, random() < 0.5 ? 'yes' : 'no'].join(','))
    }
    const piece = `${lines.join('\n')}\n`
    written += piece.length
    yield piece
  }
}
