/** Reading records of a file in any order, and ahead of need. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordFile, writeRecords } from '../../../../../compute/data/rows/record-file.ts'
import { type RecordReader, withRecords } from '../../../../../compute/data/rows/record-reader.ts'
import { createRecordStream } from '../../../../../compute/data/rows/record-stream.ts'

const readerSource = join(import.meta.dirname, '../../../../../compute/data/rows/record-reader.ts')

let folder: string
let file: RecordFile
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-records-'))
  file = { path: join(folder, 'numbers'), rows: 1000, width: 3, type: 'float32' }
  const numbers = Float32Array.from({ length: 3000 }, (_, at) => at)
  await writeRecords(file.path, async (append) => {
    await append(new Uint8Array(numbers.buffer, 0, 5000))
    await append(new Uint8Array(numbers.buffer, 5000))
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const recordsOf = (rows: Iterable<number>) => Array.from(rows, (row) => [3 * row, 3 * row + 1, 3 * row + 2]).flat()

describe('a reader of records', () => {
  it('gives any rows in the order asked for, neighbours and repeated ones too', async () => {
    await withRecords(file, async (reader) => {
      const anyRows = fc.array(fc.nat({ max: 999 }), { maxLength: 60 })
      await fc.assert(
        fc.asyncProperty(anyRows, async (rows) => {
          expect([...(await reader.read(Uint32Array.from(rows)))]).toEqual(recordsOf(rows))
        }),
        { seed: 4, numRuns: 100 },
      )
      const inOrder = Uint32Array.from({ length: 1000 }, (_, row) => row)
      expect([...(await reader.read(inOrder))]).toEqual(recordsOf(inOrder))
      // A part of a larger array.
      expect([...(await reader.read(inOrder.subarray(998)))]).toEqual(recordsOf([998, 999]))
    })
  })

  it('says which file is too short or gone, and goes on', async () => {
    const cut = { ...file, path: join(folder, 'cut') }
    await writeRecords(cut.path, (append) => append(new Uint8Array(1200)))
    await truncate(cut.path, 1195)
    const unreadable = { code: 'file-not-readable', params: { file: 'cut' } }
    await withRecords(cut, async (reader) => {
      await expect(reader.read(Uint32Array.of(3, 99))).rejects.toMatchObject(unreadable)
      expect([...(await reader.read(Uint32Array.of(98)))]).toEqual([0, 0, 0])
    })
    await withRecords({ ...file, path: join(folder, 'nowhere') }, async (reader) => {
      await expect(reader.read(Uint32Array.of(0))).rejects.toMatchObject({ code: 'file-not-readable' })
    })
  })

  it('leaves nothing behind where writing fails', async () => {
    const path = join(folder, 'unwritten')
    const failing = writeRecords(path, async (append) => {
      await append(new Uint8Array(10))
      throw new Error('broken off')
    })
    await expect(failing).rejects.toThrow('broken off')
    await withRecords({ ...file, path }, async (reader) => {
      await expect(reader.read(Uint32Array.of(0))).rejects.toMatchObject({ code: 'file-not-readable' })
    })
  })
})

describe('a process that does nothing but read records', () => {
  it('stays until it has read and closed them, and then ends', async () => {
    const script = `
      import { withRecords } from ${JSON.stringify(pathToFileURL(readerSource).href)}
      const file = ${JSON.stringify(file)}
      console.log((await withRecords(file, (reader) => reader.read(Uint32Array.of(7)))).join())
      process.exitCode = 3
    `
    const path = join(folder, 'alone.mjs')
    await writeFile(path, script)
    const ended = promisify(execFile)(process.execPath, ['--import', 'tsx', path])
    await expect(ended).rejects.toMatchObject({ code: 3, stdout: '21,22,23\n' })
  })
})

/** A reader that remembers what it was asked for. */
function watched(reader: RecordReader) {
  const asked: number[][] = []
  const read = (rows: Uint32Array) => {
    asked.push([...rows])
    return reader.read(rows)
  }
  return { asked, reader: { ...reader, read } }
}

describe('a stream of records', () => {
  const order = Uint32Array.from({ length: 1000 }, (_, at) => (at * 337) % 1000)

  it('gives the records of an order, however large the parts are', async () => {
    await withRecords(file, async (reader) => {
      const anyCuts = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(anyCuts, async (cuts) => {
          const stream = createRecordStream(reader, 3)
          const places = [0, ...cuts.sort((a, b) => a - b), 1000]
          for (let index = 1; index < places.length; index++) {
            const [from, to] = [places[index - 1]!, places[index]!]
            expect([...(await stream.take({ order, from, to }))]).toEqual(recordsOf(order.subarray(from, to)))
          }
        }),
        { seed: 9, numRuns: 40 },
      )
    })
  })

  it('has asked for what follows before it gives a part, also for the order after this one', async () => {
    await withRecords(file, async (plain) => {
      const { asked, reader } = watched(plain)
      const stream = createRecordStream(reader, 3)
      const next = order.toReversed()
      await stream.take({ order, from: 0, to: 400, next: () => next })
      expect(asked).toEqual([[...order.subarray(0, 400)], [...order.subarray(400, 900)]])
      const second = await stream.take({ order, from: 400, to: 900, next: () => next })
      expect([...second]).toEqual(recordsOf(order.subarray(400, 900)))
      expect(asked.slice(2)).toEqual([[...order.subarray(900)]])
      await stream.take({ order, from: 900, to: 1000, next: () => next })
      expect(asked.slice(3)).toEqual([[...next.subarray(0, 125)]])
      expect([...(await stream.take({ order: next, from: 0, to: 125 }))]).toEqual(recordsOf(next.subarray(0, 125)))
    })
  })

  it('begins again where another place is taken from', async () => {
    await withRecords(file, async (reader) => {
      const stream = createRecordStream(reader, 3)
      await stream.take({ order, from: 0, to: 10 })
      expect([...(await stream.take({ order, from: 500, to: 510 }))]).toEqual(recordsOf(order.subarray(500, 510)))
      expect([...(await stream.take({ order, from: 0, to: 10 }))]).toEqual(recordsOf(order.subarray(0, 10)))
    })
  })
})
