import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DuckDBInstance } from '@duckdb/node-api'
import { RecordScanner } from '../../../../compute/data/records/record-scanner.ts'
import { fitsColumns } from '../../../../compute/data/records/scanned-record.ts'
import { TableEngine } from '../../../../compute/data/storage/table-engine.ts'
import { importFolder } from './import-support.ts'

describe('the table engine', () => {
  const folder = importFolder()

  it('reads and writes nothing but what it was given, and can’t be told otherwise', async () => {
    const allowed = await folder.write('allowed.csv', 'a\n1\n')
    const secret = await folder.write('secret.csv', 'a\n2\n')
    const engine = await TableEngine.open({ files: [allowed], folder: null })
    expect(await engine.rows(`SELECT a FROM read_csv('${allowed}')`)).toHaveLength(1)
    const refused = [
      `SELECT * FROM read_csv('${secret}')`,
      `SELECT * FROM read_text('/etc/passwd')`,
      `COPY (SELECT 1) TO '${join(folder.path, 'out.csv')}'`,
      `ATTACH '${join(folder.path, 'other.db')}'`,
      'INSTALL httpfs',
      'LOAD httpfs',
      'SET enable_external_access = true',
      'SET lock_configuration = false',
    ]
    for (const sql of refused) await expect(engine.run(sql), sql).rejects.toThrow()
    await engine.close()
  })

  it('stops a statement that is interrupted, and works on', async () => {
    const engine = await TableEngine.open({ files: [], folder: null })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const endless = 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range % 7 = b.range % 11'
    await expect(engine.rows(endless, controller.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(await engine.rows('SELECT 42')).toEqual([[42]])
    await engine.close()
    await engine.close()
    await expect(engine.rows('SELECT 1')).rejects.toThrow('closed')
  })
})

describe('our scanner and DuckDB', () => {
  const folder = importFolder()

  it('read the same rows wherever DuckDB accepts a text', async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const connection = await instance.connect()
    const piece = fc.constantFrom('a', '1', ',', '"', '""', '\n', '\r\n', '\r', ' ', '\t', '中', "'")
    const cell = fc.oneof(
      fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 3 }).map((pieces) => `"${pieces.join('').replaceAll('"', '""')}"`),
      fc.string({ unit: fc.constantFrom('x', '7', ' '), maxLength: 3 }),
    )
    const text = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('\n', '\r\n', '\r'))
      .chain(([columns, lineEnd]) =>
        fc
          .array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 })
          .map((rows) => ({ columns, text: rows.map((row) => row.join(',') + lineEnd).join('') })),
      )
    const path = join(folder.path, 'agree.csv')
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(text, async ({ columns, text: content }) => {
        await writeFile(path, content)
        const names = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`)
        const read = `SELECT * FROM read_csv('${path}', auto_detect = false, columns = {${names.join(', ')}}, delim = ',',
          quote = '"', escape = '"', header = false, strict_mode = true)`
        const theirs = await connection.runAndReadAll(read).then(
          (result) => result.getRowsJS(),
          () => null,
        )
        const ours = scan(content, columns)
        // Text after a closing mark is where the two differ, and such files are put right before DuckDB reads them.
        if (theirs === null || ours.odd) return
        accepted++
        const rows = theirs.map((row) => row.map((one) => (typeof one === 'string' ? one.trim() : '')))
        expect(ours.rows).toEqual(columns === 1 ? rows.filter(([one]) => one !== '') : rows)
      }),
      { numRuns: 800 },
    )
    expect(accepted).toBeGreaterThan(200)
    connection.closeSync()
    instance.closeSync()
  })
})

function scan(text: string, columns: number): { rows: string[][]; odd: boolean } {
  const scanner = new RecordScanner({ delimiter: ',', quote: '"' }, 1 << 20)
  const rows: string[][] = []
  let odd = false
  scanner.scan(Buffer.from(text), true, (record) => {
    odd ||= record.odd
    const fits = fitsColumns(record.cells, columns, (i) => record.cell(i))
    const row = Array.from({ length: columns }, (_, i) => (i < record.cells ? record.cell(i) : 'too few'))
    if (!fits) rows.push(['does not fit'])
    else if (columns > 1 || row[0] !== '') rows.push(row)
    return true
  })
  if (scanner.fault !== null) rows.push([scanner.fault.kind])
  return { rows, odd }
}
