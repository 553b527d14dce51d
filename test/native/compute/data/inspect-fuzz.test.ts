import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { textEncodings } from '../../../../compute/spec/table-dialect.ts'
import { importFolder } from './import-support.ts'

const seeds = [
  Buffer.from('a,b,c\n1,2,x\n3,,"y,\nz"\n'),
  Buffer.from('\ufeffname;wert\nMüller;3,14\n', 'utf16le'),
  Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x61, 0x0a, 0xc6, 0xbb, 0xb9, 0xfb, 0x2c, 0x31, 0x0a]),
  Buffer.from('d|e\r\n2020-01-01|1e400\r\n01.02.2020|NA\r\n'),
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
]

describe('inspectTable', () => {
  const folder = importFolder()

  async function look(bytes: Uint8Array, encoding?: (typeof textEncodings)[number]): Promise<void> {
    const path = join(folder.path, 'fuzz.csv')
    await writeFile(path, bytes)
    try {
      const found = await inspectTable(path, encoding === undefined ? {} : { encoding })
      const width = found.columns.length
      expect(new Set(found.columns.map(({ name }) => name)).size).toBe(width)
      expect(found.rows.every((row) => row.length === width)).toBe(true)
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      expect(error.params['file']).toBe('fuzz.csv')
    }
  }

  it('answers for any bytes with an inspection or an error that a person can be told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => look(bytes)),
      { numRuns: 1500 },
    )
  })

  it('answers for files that were damaged somewhere', async () => {
    const change = fc.record({
      at: fc.nat(),
      byte: fc.nat(255),
      kind: fc.constantFrom('set', 'insert', 'remove', 'repeat'),
    })
    const encoding = fc.option(fc.constantFrom(...textEncodings), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(change, { maxLength: 6 }),
        encoding,
        async (seed, changes, given) => {
          const bytes = [...seed]
          for (const { at, byte, kind } of changes) {
            const place = at % (bytes.length + 1)
            if (kind === 'set') bytes[place] = byte
            else if (kind === 'insert') bytes.splice(place, 0, byte)
            else if (kind === 'remove') bytes.splice(place, 1)
            else bytes.splice(place, 0, ...bytes.slice(place, place + 20))
          }
          await look(Uint8Array.from(bytes), given)
        },
      ),
      { numRuns: 1500 },
    )
  })
})
