import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import type { StudioError } from '../../../../compute/spec/errors.ts'
import { importFolder } from './import-support.ts'
import { recorded, recordedFile } from './table-file-support.ts'

/** What the table must hold, by the values' own kinds. */
const expectedRows = recorded.rows.map((row) =>
  row.map((text, at): Cell => (text !== null && [0, 3, 4].includes(at) ? Number(text) : text)),
)
const kinds = ['number', 'date', 'date', 'number', 'number', 'category', 'category']

describe('the same table in each format', () => {
  const folder = importFolder()
  const sources = [
    ['table.parquet', 'parquet', null],
    ['table.jsonl', 'json', null],
    ['table.json', 'json', null],
    ['table.xlsx', 'excel', '表格 1'],
    ['table.sqlite', 'sqlite', 'measured'],
  ] as const

  it.each(sources)('%s gives the same kinds and values', async (name, format, part) => {
    const path = await folder.write(name, recordedFile(name))
    const found = await inspectTable(path, {})
    expect(found).toMatchObject({ format, part, estimatedRows: 60, wholeFileRead: true, notices: [] })
    expect(found.columns.map(({ name: column }) => column)).toEqual(recorded.columns)
    expect(found.columns.map(({ kind }) => kind)).toEqual(kinds)
    expect(plain(found.rows)).toEqual(plain(recorded.rows))

    const table = await folder.import(path)
    expect(table.profile.columns.map(({ kind }) => kind)).toEqual(kinds)
    expect(await folder.rows(table)).toEqual(expectedRows)
    expect(table.source).toMatchObject({ path, format, bytes: recordedFile(name).length })
    expect(table.source.part ?? null).toBe(part)
    expect(await readFile(path)).toEqual(recordedFile(name))
  })

  it('gives one dataset, whichever format it came from, where numbers are no texts in it', async () => {
    const prints = new Set<string>()
    for (const name of ['table.parquet', 'table.xlsx', 'table.sqlite']) {
      const table = await folder.import(await folder.write(name, recordedFile(name)))
      prints.add(table.fingerprint)
    }
    expect(prints.size).toBe(1)
  })
})

/** 8082, 8082.0 and 8082.00 are one number, written by different programs. */
function plain(rows: readonly (readonly (string | null)[])[]): (string | null)[][] {
  return rows.map((row) =>
    row.map((text) => (text !== null && /^-?\d+\.\d*$/.test(text) ? String(Number(text)) : text)),
  )
}

describe('Parquet', () => {
  const folder = importFolder()

  it('values of each type become what a person would write for them', async () => {
    const path = await folder.write('types.parquet', recordedFile('types.parquet'))
    const { columns, rows, notices } = await inspectTable(path, {})
    const byName = Object.fromEntries(columns.map(({ name }, at) => [name, rows.map((row) => row[at])]))
    expect(byName).toEqual({
      big: ['9223372036854775807', '-9223372036854775808', null],
      unsigned: ['18446744073709551615', '0', null],
      exact: ['12345678901234567.8901', '-0.0001', null],
      // In UTC, as all its stamps are stored.
      zoned: ['2024-02-29 00:00:00', '2024-02-29 00:00:00', null],
      nanos: ['2024-02-29 00:00:00.123456', '1970-01-01 00:00:00', null],
      time: ['23:59:59', '00:00:00', null],
      half: ['0.5', '-2.25', null],
      whole: ['5', '1e+20', null],
      'not a number': [null, 'inf', '1.5'],
      list: ['[1,2]', '[]', null],
      struct: ['{"x":1,"y":"ä"}', '{"x":null,"y":null}', null],
      map: ['{"k":1}', '{}', null],
      nothing: [null, null, null],
      padded: ['x', 'y', null],
    })
    expect(notices).toEqual([
      { key: 'data.notice.nestedColumns', params: { count: 3, columns: 'list, struct, map' } },
      { key: 'data.notice.binaryColumns', params: { count: 1, columns: 'bytes' } },
    ])
    const table = await folder.import(path)
    expect(table.profile.notices.map(({ text }) => text.key)).toContain('data.notice.nestedColumns')
  })
})

describe('Excel', () => {
  const folder = importFolder()

  it('lets the sheet be chosen, and takes the first visible one with rows otherwise', async () => {
    const path = await folder.write('工作簿 📊.xlsx', recordedFile('table.xlsx'))
    expect(await inspectTable(path, {})).toMatchObject({
      fileName: '工作簿 📊.xlsx',
      parts: ['Hidden', '表格 1', 'Second', 'Empty'],
      part: '表格 1',
    })
    const second = await inspectTable(path, {}, {}, { part: 'Second' })
    expect(second.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['x', 'number'],
      ['y', 'category'],
    ])
    const table = await folder.import(path, { part: 'Second' })
    expect(table.source.part).toBe('Second')
    expect((await folder.rows(table)).slice(0, 2)).toEqual([
      [0.5, 'left'],
      [7.5, 'right'],
    ])
    await expect(inspectTable(path, {}, {}, { part: 'Third' })).rejects.toMatchObject({
      code: 'part-not-found',
      params: { part: 'Third' },
    })
    await expect(inspectTable(path, {}, {}, { part: 'Empty' })).rejects.toMatchObject({ code: 'file-empty' })
  })

  it('finds the table below a title, and says what its cells could not tell', async () => {
    const path = await folder.write('titled.xlsx', recordedFile('titled.xlsx'))
    const found = await inspectTable(path, {})
    expect(found.columns.map(({ name }) => name)).toEqual(['day', 'time', 'price', 'sum'])
    expect(found.rows.slice(3, 5)).toEqual([
      ['2024-02-28', '09:30:00', '0.3', null],
      ['2024-02-29', '10:30:00', '0.4', null],
    ])
    expect(found.notices).toEqual([
      { key: 'data.inspection.titleRows', params: { count: 1, row: 4 } },
      { key: 'data.notice.errorCells', params: { count: 1 } },
      { key: 'data.notice.unsolvedFormulas', params: { count: 8 } },
      { key: 'data.notice.mergedCells', params: { count: 1 } },
    ])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const path = await folder.write('from-1904.xlsx', recordedFile('from-1904.xlsx'))
    const { rows } = await inspectTable(path, {})
    expect(rows.map(([day]) => day)).toEqual(['1904-01-02', '1931-05-20', '1958-10-05', '1986-02-20', '2013-07-08'])
  })
})

describe('SQLite', () => {
  const folder = importFolder()

  it('reads stored tables of any make, and leaves out what would have to be run', async () => {
    const path = await folder.write('odd.sqlite', recordedFile('odd.sqlite'))
    const found = await inspectTable(path, {})
    expect(found).toMatchObject({ parts: ['odd 名 "q"', 'mixed'], part: 'odd 名 "q"', estimatedRows: 100 })
    expect(found.columns.map(({ name }) => name)).toEqual(['key', 'n', 'b', 'big', 'twice'])
    expect(found.rows[99]).toEqual(['k099🍎', '99', null, '9007199254741092', '198'])
    expect(found.notices).toEqual([
      { key: 'data.inspection.viewsLeftOut', params: { count: 3 } },
      { key: 'data.notice.computedColumns', params: { count: 1, columns: 'thrice' } },
    ])
    const table = await folder.import(path)
    expect(table.profile.notices.map(({ text }) => text)).toContainEqual({
      key: 'data.notice.binaryCells',
      params: { count: 50 },
    })
    const mixed = await inspectTable(path, {}, {}, { part: 'mixed' })
    expect(mixed.rows.flat()).toEqual(['1', '2.5', 'three', null, null, '1000000000000000', '1e+300', null, '-7'])
  })

  it('reads what is still in the write-ahead log, and writes nothing beside the file', async () => {
    const path = await folder.write('log.sqlite', recordedFile('table-wal.sqlite'))
    await folder.write('log.sqlite-wal', recordedFile('table-wal.sqlite-wal'))
    const before = await readdir(folder.path)
    expect(await inspectTable(path, {})).toMatchObject({ part: 'measured', estimatedRows: 60 })
    const table = await folder.import(path)
    expect(await folder.rows(table)).toEqual(expectedRows)
    expect(await readdir(folder.path)).toEqual(before)
    expect(await readFile(path)).toEqual(recordedFile('table-wal.sqlite'))
    expect(await readFile(`${path}-wal`)).toEqual(recordedFile('table-wal.sqlite-wal'))
  })

  it('reads beside a program that has the file open, and refuses one that is in the middle of a change', async () => {
    const path = await folder.write('busy.sqlite', recordedFile('table.sqlite'))
    const other = new Sqlite(path)
    other.exec('BEGIN; UPDATE measured SET share = 0')
    expect(await inspectTable(path, {})).toMatchObject({ estimatedRows: 60 })
    other.exec('ROLLBACK; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE measured SET share = 0')
    await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'database-busy' })
    other.close()

    const journal = Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(504)])
    await writeFile(`${path}-journal`, journal)
    await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'database-busy' })
    expect(await readFile(`${path}-journal`)).toEqual(journal)
    // A journal that is kept for the next change begins with zeros.
    await writeFile(`${path}-journal`, Buffer.alloc(512))
    expect(await inspectTable(path, {})).toMatchObject({ estimatedRows: 60 })
    await rm(`${path}-journal`)
  })
})

describe('JSON', () => {
  const folder = importFolder()

  it('takes each name as a column from where it first turns up, and keeps every digit', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `{"a": ${i}}`)
    lines.push('{"b": 12345678901234567890.10, "a": null, "c": {"x": [1, {}]}}', '{"a": 1, "a": 2}')
    const path = await folder.write('late.jsonl', lines.join('\r\n'))
    expect((await inspectTable(path, {})).columns.map(({ name }) => name)).toEqual(['a'])
    const table = await folder.import(path)
    expect(table.profile.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect((await folder.rows(table)).slice(-2)).toEqual([
      [null, 12345678901234567890.1, '{"x": [1, {}]}'],
      [2, null, null],
    ])
    expect(table.profile.notices.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        { key: 'data.notice.nestedColumns', params: { count: 1, columns: 'c' } },
        { key: 'data.notice.repeatedNames', params: { count: 1, columns: 'a' } },
      ]),
    )
  })

  it('names the line of a value that does not fit its column', async () => {
    const records = Array.from({ length: 200 }, (_, i) => `{\n  "n": ${i === 150 ? '"none"' : i + 0.5}\n}`)
    const table = await folder.import(await folder.write('pretty.json', `[\n${records.join(',\n')}\n]`))
    expect(table.profile.columns[0]).toMatchObject({ kind: 'number', unparsed: { firstRow: 152 + 300 } })
  })
})

describe('several files', () => {
  const folder = importFolder()

  it('become one table by the names of their columns, with the file in a column of its own', async () => {
    const first = await folder.write('2023.csv', 'a;b\n1,5;x\n2,5;y\n')
    const second = await folder.write('2024.jsonl', '{"b": "z", "a": 3.5, "c": true}\n')
    const choice = { furtherPaths: [second], fileColumn: 'file' }
    const found = await inspectTable(first, {}, {}, choice)
    expect(found).toMatchObject({ files: 2, estimatedRows: 3 })
    expect(found.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'file'])
    const table = await folder.import(first, choice)
    expect(await folder.rows(table)).toEqual([
      [1.5, 'x', null, '2023.csv'],
      [2.5, 'y', null, '2023.csv'],
      [3.5, 'z', 'true', '2024.jsonl'],
    ])
    expect(table.source).toMatchObject({ path: first, furtherPaths: [second] })
    expect(table.profile.notices.map(({ text }) => text)).toContainEqual({
      key: 'data.notice.notInFiles',
      params: { column: 'c', count: 1, files: '2023.csv' },
    })
  })

  it('are refused where one has no column of the others', async () => {
    const first = await folder.write('one.csv', 'a,b\n1,2\n')
    const second = await folder.write('two.csv', 'c,d\n1,2\n')
    const error = await inspectTable(first, {}, {}, { furtherPaths: [second] }).catch((thrown: unknown) => thrown)
    const params = { file: 'two.csv', path: join(folder.path, 'two.csv'), other: 'one.csv' }
    expect(error as StudioError).toMatchObject({ code: 'files-share-no-column', params })
  })
})
