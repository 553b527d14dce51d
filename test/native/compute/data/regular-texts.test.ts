/** Tables that are read in one pass, against SQL's reading of the same files: the same cells, texts, profile and fingerprint. */
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyseTable } from '../../../../compute/data/profile/analyse-table.ts'
import { analyseFreeTexts } from '../../../../compute/data/profile/analyse-free-texts.ts'
import { tableFingerprint } from '../../../../compute/data/profile/table-profile.ts'
import { RowScanner } from '../../../../compute/data/regular/row-scanner.ts'
import { SeenRows } from '../../../../compute/data/regular/seen-rows.ts'
import { textSql } from '../../../../compute/data/storage/column-sql.ts'
import { openStored, type StoredTable } from '../../../../compute/data/storage/read-table.ts'
import { sqlName } from '../../../../compute/data/storage/sql-text.ts'
import { TableEngine } from '../../../../compute/data/storage/table-engine.ts'
import { writeFromText } from '../../../../compute/data/storage/write-table.ts'
import type { ImportedTable } from '../../../../compute/spec/dataset.ts'
import { importFolder } from './import-support.ts'

const { signal } = new AbortController()

/** Cells of a kind: most as the kind is usually written, some otherwise, and rarely one that only SQL is to judge. */
const usually = (usual: fc.Arbitrary<string>, odd: readonly string[], doubtful: readonly string[] = []) =>
  fc.oneof(
    { weight: 400, arbitrary: usual },
    { weight: 40, arbitrary: fc.constantFrom('', ...odd) },
    ...(doubtful.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...doubtful) }]),
  )

const decimal = (digits: number) => fc.integer({ min: -(10 ** 8), max: 10 ** 8 }).map((n) => (n / 100).toFixed(digits))
const moment = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
const word = fc.string({ unit: fc.constantFrom(...Array.from('ab cé字 "1\u00a0\u3000ア😀|;-')), maxLength: 12 })

const kinds = {
  whole: usually(
    fc.integer().map(String),
    ['007', '1.5', '1e3', 'none', 'NA', ' 12', '"7"', '12345678901234567'],
    ['-0', '+5', '1_000', '0x10', 'inf'],
  ),
  decimals: usually(
    decimal(2),
    ['1', '0.5', '1.255', '00.10', 'n/a', 'unknown', '2.50 ', '"2.50"', '1234567890123456.50'],
    ['-0.00', '-.5', '5.', 'nan', '1e400', '"1,234.50"'],
  ),
  shortest: usually(
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
      .map((value) => String(value).replace('-0', '0')),
    ['1.0', '0.10', '100', '-0.25', '0.00001', '12345678.5'],
  ),
  day: usually(
    moment.map((date) => date.toISOString().slice(0, 10)),
    ['soon', '"2020-01-01"', 'NA'],
    ['2023-02-30', '2100-02-29', '0000-01-01', '1999-1-1', ' 2020-01-01'],
  ),
  stamp: usually(
    moment.map((date) => date.toISOString().slice(0, 19).replace('T', ' ')),
    ['never', '"2020-01-01 12:00:01"'],
    ['2020-01-01 24:00:00', '2020-01-01', '2020-01-01T00:00:00'],
  ),
  category: usually(
    fc.constantFrom('north', 'south', ' east', 'west ', 'a longer word', 'b longer word', '字', 'NA'),
    ['"so, so"', '"""x"""', '"north"'],
    ['a "b"', '"a" b'],
  ),
  words: usually(
    word.map((text) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text)),
    ['\u3000字', '\u00a0a\u00a0', '""'],
  ),
} as const

const tables = fc
  .array(fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), { minLength: 2, maxLength: 5 })
  .chain((columns) =>
    fc.record({
      rows: fc.array(fc.tuple(...columns.map((kind) => kinds[kind])), { minLength: 5, maxLength: 60 }),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      isEnded: fc.boolean(),
      mark: fc.constantFrom('', '\ufeff'),
    }),
  )

/** What is known of a stored table: its cells with their texts, and all that was found of its columns. */
async function everythingOf(table: StoredTable) {
  const cells = table.layout.columns.flatMap((column, i) => [sqlName(column.field), textSql(column, i, table.layout)])
  const positions = table.layout.columns.map((_, i) => i)
  const analyses = await analyseTable(table, positions, signal, () => undefined)
  return {
    types: await table.engine.rows(`DESCRIBE SELECT * FROM ${table.relation}`),
    // Very many cells are only held against each other by their hashes, each with its row's number.
    cells: await table.engine.rows(
      table.rows < 1000
        ? `SELECT ${cells.join(', ')} FROM ${table.relation}`
        : `SELECT sum(hash(file_row_number, ${cells.join(', ')})) FROM ${table.relation}`,
    ),
    analyses: [...analyses].sort(([a], [b]) => a - b),
    fingerprint: await tableFingerprint({ stored: table, analyses, reasons: [] }, signal, null),
  }
}

describe('a regular text', () => {
  const folder = importFolder()
  const syntax = { delimiter: ',', quote: '"' }

  /** Whether a table was read in one pass: SQL says of the files that it writes that it did. */
  const isReadAtOnce = async ({ engine, path }: StoredTable) =>
    (await engine.rows(`SELECT created_by FROM parquet_file_metadata('${path}')`))[0]?.[0] === null

  /** The table as it was stored, and the same read by SQL. Null where it wasn't read in one pass. */
  async function bothOf(path: string, table: ImportedTable) {
    const file = join(folder.project, table.file)
    const engine = await TableEngine.open({ files: [file, path], folder: folder.path })
    try {
      const stored = await openStored(engine, file, signal)
      if (!(await isReadAtOnce(stored))) return null
      const target = join(folder.path, `${createHash('md5').update(path).digest('hex')}.parquet`)
      const text = { path, syntax, header: stored.layout.dialect.header, parallel: false, spaces: 'any' as const }
      await writeFromText(engine, text, stored.layout, target, signal)
      const ours = await everythingOf(stored)
      const bySql = await everythingOf(await openStored(engine, target, signal))
      await rm(target)
      return { ours, bySql, fingerprint: table.fingerprint }
    } finally {
      await engine.close()
    }
  }

  it('comes in as SQL reads it, whatever its cells are', { timeout: 240_000 }, async () => {
    let [at, atOnce] = [0, 0]
    await fc.assert(
      fc.asyncProperty(tables, async ({ rows, lineEnd, isEnded, mark }) => {
        const lines = [rows[0]!.map((_, i) => `c${i}`), ...rows].map((row) => row.join(','))
        const path = await folder.write(`${at++}.csv`, `${mark}${lines.join(lineEnd)}${isEnded ? lineEnd : ''}`)
        const table = await folder.import(path, { skipBadRows: true }).catch(() => null)
        const both = table === null ? null : await bothOf(path, table)
        if (both === null) return
        atOnce++
        expect(both.ours).toEqual(both.bySql)
        expect(both.fingerprint).toBe(both.bySql.fingerprint)
      }),
      { numRuns: 40 },
    )
    expect(atOnce).toBeGreaterThan(12)
  })

  it('of several row groups and of many different texts comes in as SQL reads it', { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 205_000 }, (_, i) =>
      [
        i,
        (i * 7919) % 1000,
        ((i * 104_729) % 100_003) / 100,
        `K${(i * 31) % 70_001}`,
        i % 9 === 4 ? '' : `text no. ${i}`,
        `id-${i}`,
      ].join(),
    )
    const path = await folder.write('large.csv', `id,a,b,code,note,name\n${rows.join('\n')}\n`)
    const table = await folder.import(path, { kinds: { note: 'text', name: 'category' } })
    const both = await bothOf(path, table)
    expect(both?.ours).toEqual(both?.bySql)
    expect(both?.fingerprint).toBe(both?.bySql.fingerprint)
    expect(table.profile.columns.map(({ distinct }) => distinct)).toEqual([
      205_000, 1000, 100_003, 70_001, 182_222, 205_000,
    ])
  })

  it('is seen by the profile as its stored columns are', async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, i) => `${i % 70},${i % 40 === 3 ? 'n/a' : `note ${i % 900} é`},${i % 3 === 0 ? 'a' : ''}`,
    )
    const path = await folder.write('seen.csv', `x,note,c\n${lines.join('\n')}\n`)
    const table = await folder.import(path, { kinds: { note: 'text' }, dialect: { missing: [] } })
    const file = join(folder.project, table.file)
    const engine = await TableEngine.open({ files: [file], folder: folder.path })
    const stored = await openStored(engine, file, signal)
    const scanner = new RowScanner(stored.layout, syntax, 1000)
    const seen = new SeenRows(scanner, 1000, 2000, true)
    const bytes = Buffer.from(`${lines.join('\n')}\n`)
    for (let at = 0; at < bytes.length;) {
      at = scanner.scan(bytes, at, bytes.length)
      seen.add()
      scanner.clear()
    }
    const asked = await analyseTable(stored, [0, 1, 2], signal, () => undefined)
    expect(await analyseTable({ ...stored, seen }, [0, 1, 2], signal, () => undefined)).toEqual(asked)
    const free = await analyseFreeTexts({ ...stored, seen }, 1, [], signal)
    expect(free).toEqual(await analyseFreeTexts(stored, 1, [], signal))
    expect(free?.missingTexts).toEqual(['n/a'])
    await engine.close()
  })
})
